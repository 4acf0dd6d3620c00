import { uploadPaymentReturns } from '../../shared/payouts/contract/returns.ts';
import {
  approvePayoutRun,
  cancelPayoutRun,
  downloadStatement,
  downloadStatementPdf,
  getPayoutFile,
  getPayoutRun,
  getStatement,
  holdPayoutLine,
  listPayoutFiles,
  listPayoutLines,
  listPayoutRuns,
  listStatements,
  releasePayoutLine,
  requestPayoutRun,
  resumePayoutRun,
} from '../../shared/payouts/contract.ts';
import type { StageConfig } from '../config.ts';
import { withApiKey } from '../constructs/api-access.ts';
import type { FunctionSpec, TableAccess } from '../constructs/function-spec.ts';

const context = 'payouts';
const FOLDER = 'payouts';

const changes: TableAccess = { actions: ['GetItem', 'PutItem'] };
const works: TableAccess = { actions: ['GetItem', 'Query', 'PutItem'] };
/** Gives back the turn to draw, or takes a run that is over off the list of active ones. */
const finishes: TableAccess = { actions: ['GetItem', 'Query', 'PutItem', 'DeleteItem'] };
/** The same, and takes trace numbers. */
const issues: TableAccess = { actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'] };
const reads: TableAccess = { actions: ['GetItem', 'Query'] };
const gets: TableAccess = { actions: ['GetItem'] };

/** Runs wait in their table, not in a queue: each of these looks for its work once a minute, which costs one small read. */
const everyMinute = { expression: 'rate(1 minute)' };

const workers = (config: StageConfig): readonly FunctionSpec[] => [
  {
    context,
    verb: 'open-payout-run',
    purpose: 'Opens the runs of the periods that have closed',
    schedule: { expression: config.payoutSchedule },
    timeoutSeconds: 60,
    access: { tables: { payouts: changes, catalog: { indexes: ['byOwner'] } } },
  },
  {
    context,
    verb: 'enlist-publishers',
    purpose: 'Asks for a line from every publisher of an open run',
    schedule: everyMinute,
    timeoutSeconds: 60,
    access: { tables: { payouts: works, catalog: { indexes: ['byOwner'] } }, queues: ['payout-lines'] },
  },
  {
    context,
    verb: 'draw-payout-line',
    purpose: "Draws one publisher's line in one run",
    queue: { from: 'payout-lines', batchSize: 5, maxConcurrency: 50 },
    timeoutSeconds: 30,
    access: { tables: { payouts: works, ledger: { actions: ['Query', 'PutItem', 'GetItem'] }, catalog: gets } },
  },
  {
    context,
    verb: 'close-payout-run',
    purpose: 'Closes a run once all its lines are drawn',
    schedule: everyMinute,
    timeoutSeconds: 60,
    access: { tables: { payouts: finishes } },
  },
  {
    context,
    verb: 'issue-payments',
    purpose: 'Books the payments of an approved run and writes its files',
    schedule: everyMinute,
    timeoutSeconds: 60,
    memoryMb: 1_024,
    access: {
      tables: { payouts: issues, ledger: { actions: ['PutItem', 'GetItem'] } },
      files: { actions: ['PutObject'], folder: FOLDER },
      secrets: ['DATA_KEY', 'PAYOUT_SENDERS'],
    },
  },
];

const finance: readonly FunctionSpec[] = [
  {
    context,
    verb: 'request-payout-run',
    purpose: 'Opens a run that a person asks for',
    routes: [requestPayoutRun],
    access: withApiKey({ tables: { payouts: changes, catalog: gets } }),
  },
  {
    context,
    verb: 'list-payout-runs',
    purpose: 'Lists payout runs',
    routes: [listPayoutRuns],
    access: withApiKey({ tables: { payouts: { actions: ['Query'] } } }),
  },
  {
    context,
    verb: 'get-payout-run',
    purpose: 'Shows one payout run',
    routes: [getPayoutRun],
    access: withApiKey({ tables: { payouts: gets } }),
  },
  {
    context,
    verb: 'list-payout-lines',
    purpose: 'Lists the lines of a run',
    routes: [listPayoutLines],
    access: withApiKey({ tables: { payouts: reads } }),
  },
  {
    context,
    verb: 'hold-payout-line',
    purpose: 'Takes a line out of what a drawn run pays',
    routes: [holdPayoutLine],
    access: withApiKey({ tables: { payouts: changes } }),
  },
  {
    context,
    verb: 'release-payout-line',
    purpose: 'Pays a held line after all',
    routes: [releasePayoutLine],
    access: withApiKey({ tables: { payouts: changes } }),
  },
  {
    context,
    verb: 'approve-payout-run',
    purpose: 'Approves a drawn run, by a second person',
    routes: [approvePayoutRun],
    access: withApiKey({ tables: { payouts: changes } }),
  },
  {
    context,
    verb: 'cancel-payout-run',
    purpose: 'Gives up a run that is not approved',
    routes: [cancelPayoutRun],
    access: withApiKey({ tables: { payouts: { actions: ['GetItem', 'PutItem', 'DeleteItem'] } } }),
  },
  {
    context,
    verb: 'resume-payout-run',
    purpose: 'Lets a stopped run draw again',
    routes: [resumePayoutRun],
    access: withApiKey({ tables: { payouts: changes } }),
  },
  {
    context,
    verb: 'list-payout-files',
    purpose: 'Lists the payment files of a run',
    routes: [listPayoutFiles],
    access: withApiKey({ tables: { payouts: gets } }),
  },
  {
    context,
    verb: 'get-payout-file',
    purpose: 'Hands out one payment file',
    routes: [getPayoutFile],
    access: withApiKey({ tables: { payouts: gets }, files: { actions: ['GetObject'], folder: FOLDER } }),
  },
];

const returns: readonly FunctionSpec[] = [
  {
    context,
    verb: 'upload-payment-returns',
    purpose: "Works through a bank's file of returned and corrected payments",
    routes: [uploadPaymentReturns],
    // Five hundred payments at about 40 ms; API Gateway gives up after 30 s.
    timeoutSeconds: 29,
    access: withApiKey({
      tables: {
        payouts: { actions: ['GetItem', 'PutItem', 'UpdateItem'] },
        ledger: { actions: ['GetItem', 'PutItem'] },
        catalog: { actions: ['GetItem', 'UpdateItem'] },
      },
    }),
  },
];

const statements: readonly FunctionSpec[] = [
  {
    context,
    verb: 'list-statements',
    purpose: "Lists a publisher's statements",
    routes: [listStatements],
    access: withApiKey({ tables: { payouts: reads } }),
  },
  {
    context,
    verb: 'get-statement',
    purpose: 'Shows a publisher its statement in one run',
    routes: [getStatement],
    access: withApiKey({ tables: { payouts: gets } }),
  },
  {
    context,
    verb: 'download-statement-pdf',
    purpose: 'Hands a publisher its statement as PDF, with every entry',
    routes: [downloadStatementPdf],
    memoryMb: 1_024,
    timeoutSeconds: 29,
    access: withApiKey({ tables: { payouts: gets, ledger: { actions: ['Query'] } } }),
  },
  {
    context,
    verb: 'download-statement',
    purpose: 'Hands a publisher its statement as CSV, with every entry',
    routes: [downloadStatement],
    access: withApiKey({ tables: { payouts: gets, ledger: { actions: ['Query'] } } }),
  },
];

export const payoutsFunctions = (config: StageConfig): readonly FunctionSpec[] => [
  ...workers(config),
  ...finance,
  ...returns,
  ...statements,
];
