import {
  checkLineChain,
  getAccountStatement,
  getJournalExport,
  getJournalExportPart,
  getTrialBalance,
  requestJournalExport,
  tieOutPayoutRun,
} from '../../shared/billing/contract.ts';
import { BY_ACCOUNT } from '../../shared/billing/keys.ts';
import type { StageConfig } from '../config.ts';
import { withApiKey, withIdempotency } from '../constructs/api-access.ts';
import type { FunctionSpec, TableAccess } from '../constructs/function-spec.ts';

const context = 'billing';
const FOLDER = 'billing';
const queries: TableAccess = { actions: ['Query'] };
const books: TableAccess = { actions: ['Query'], indexes: [BY_ACCOUNT] };

/** Leaves room below the 30 s that an HTTP API waits. */
const LONG_ANSWER_SECONDS = 29;

const workers: readonly FunctionSpec[] = [
  {
    context,
    verb: 'enter-entries',
    purpose: 'Enters each journal entry into the books of account, once however often the stream repeats it',
    stream: { from: 'ledger', batchSize: 100, windowSeconds: 1 },
    timeoutSeconds: 30,
    access: { tables: { reports: { actions: ['PutItem', 'UpdateItem'] } } },
  },
  {
    context,
    verb: 'advance-exports',
    purpose: 'Writes the next parts of every export of the journal that is not done',
    schedule: { expression: 'rate(1 minute)' },
    timeoutSeconds: 60,
    memoryMb: 1_024,
    access: {
      tables: { reports: { actions: ['GetItem', 'Query', 'PutItem', 'DeleteItem'] } },
      files: { actions: ['PutObject'], folder: FOLDER },
    },
  },
];

const proof: readonly FunctionSpec[] = [
  {
    context,
    verb: 'get-trial-balance',
    purpose: 'Shows every account with its balance, and that they sum to zero',
    routes: [getTrialBalance],
    timeoutSeconds: LONG_ANSWER_SECONDS,
    access: withApiKey({ tables: { reports: queries } }),
  },
  {
    context,
    verb: 'get-account-statement',
    purpose: 'States one account over some days',
    routes: [getAccountStatement],
    timeoutSeconds: LONG_ANSWER_SECONDS,
    access: withApiKey({ tables: { reports: books, ledger: queries } }),
  },
  {
    context,
    verb: 'tie-out-payout-run',
    purpose: 'Compares a payout run, its lines, its files and the ledger',
    routes: [tieOutPayoutRun],
    timeoutSeconds: LONG_ANSWER_SECONDS,
    memoryMb: 1_024,
    access: withApiKey({
      tables: { payouts: { actions: ['GetItem', 'Query'] }, ledger: { actions: ['BatchGetItem'] } },
      files: { actions: ['GetObject'], folder: 'payouts' },
    }),
  },
  {
    context,
    verb: 'check-line-chain',
    purpose: 'Reads the entries behind the lines of a publisher again and names what changed',
    routes: [checkLineChain],
    timeoutSeconds: LONG_ANSWER_SECONDS,
    access: withApiKey({ tables: { payouts: { actions: ['GetItem', 'Query'] }, ledger: queries } }),
  },
];

const exportsOfJournal: readonly FunctionSpec[] = [
  {
    context,
    verb: 'request-journal-export',
    purpose: 'Asks for the journal of some days as files',
    routes: [requestJournalExport],
    access: withIdempotency({ tables: { reports: { actions: ['GetItem', 'PutItem'] } } }),
  },
  {
    context,
    verb: 'get-journal-export',
    purpose: 'Shows how far an export is',
    routes: [getJournalExport],
    access: withApiKey({ tables: { reports: { actions: ['GetItem', 'Query'] } } }),
  },
  {
    context,
    verb: 'get-journal-export-part',
    purpose: 'Hands out one part of an export',
    routes: [getJournalExportPart],
    access: withApiKey({ tables: { reports: queries }, files: { actions: ['GetObject'], folder: FOLDER } }),
  },
];

export const billingFunctions = (_config: StageConfig): readonly FunctionSpec[] => [
  ...workers,
  ...proof,
  ...exportsOfJournal,
];
