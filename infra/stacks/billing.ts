import * as contract from '../../shared/billing/contract.ts';
import { BY_ACCOUNT } from '../../shared/billing/keys.ts';
import type { StageConfig } from '../config.ts';
import { withApiKey } from '../constructs/api-access.ts';
import type { Access, FunctionSpec, TableAccess } from '../constructs/function-spec.ts';

const context = 'billing';
const FOLDER = 'billing';
const queries: TableAccess = { actions: ['Query'] };
const books: TableAccess = { actions: ['Query'], indexes: [BY_ACCOUNT] };

const billsMonths: Access = {
  tables: {
    reports: books,
    payouts: { actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem'] },
    outcomes: { actions: ['BatchGetItem'] },
    ledger: { actions: ['PutItem', 'GetItem'] },
  },
  files: { actions: ['GetObject', 'PutObject'], folder: FOLDER },
};

/** Leaves room below the 30 s that an HTTP API waits. */
const LONG_ANSWER_SECONDS = 29;

const workers: readonly FunctionSpec[] = [
  {
    context,
    verb: 'enter-entries',
    purpose: 'Enters each journal entry into the books of account, once however often the stream repeats it',
    stream: { from: 'ledger', batchSize: 100, windowSeconds: 1 },
    timeoutSeconds: 30,
    access: {
      tables: {
        reports: { actions: ['PutItem', 'UpdateItem', 'Query'] },
        payouts: { actions: ['GetItem'] },
        catalog: { actions: ['PutItem'] },
      },
    },
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
  {
    context,
    verb: 'audit-books',
    purpose: 'Counts the ledger again and holds every account of the books against it',
    schedule: { expression: 'cron(30 4 * * ? *)' },
    // Some 20,000 entries a second on AWS; it writes nothing into the ledger, so it may live longer than a minute.
    timeoutSeconds: 900,
    memoryMb: 1_024,
    access: {
      tables: { ledger: { actions: ['Scan'] }, reports: { actions: ['Query', 'PutItem', 'UpdateItem'] } },
    },
  },
  {
    context,
    verb: 'issue-invoices',
    purpose: 'Issues the invoices and credit notes of the month that has closed',
    // Twice more in case something failed: what is issued is not issued again.
    schedule: { expression: 'cron(0 2 1-3 * ? *)' },
    timeoutSeconds: 900,
    memoryMb: 2_048,
    access: { ...billsMonths, tables: { ...billsMonths.tables, catalog: { indexes: ['byOwner'] } } },
  },
];

const proof: readonly FunctionSpec[] = [
  {
    context,
    verb: 'get-trial-balance',
    purpose: 'Shows every account with its balance, and that they sum to zero',
    routes: [contract.getTrialBalance],
    timeoutSeconds: LONG_ANSWER_SECONDS,
    access: withApiKey({ tables: { reports: queries } }),
  },
  {
    context,
    verb: 'get-account-statement',
    purpose: 'States one account over some days',
    routes: [contract.getAccountStatement],
    timeoutSeconds: LONG_ANSWER_SECONDS,
    access: withApiKey({ tables: { reports: books, ledger: queries } }),
  },
  {
    context,
    verb: 'tie-out-payout-run',
    purpose: 'Compares a payout run, its lines, its files and the ledger',
    routes: [contract.tieOutPayoutRun],
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
    routes: [contract.checkLineChain],
    timeoutSeconds: LONG_ANSWER_SECONDS,
    access: withApiKey({ tables: { payouts: { actions: ['GetItem', 'Query'] }, ledger: queries } }),
  },
];

const exportsOfJournal: readonly FunctionSpec[] = [
  {
    context,
    verb: 'request-journal-export',
    purpose: 'Asks for the journal of some days as files',
    routes: [contract.requestJournalExport],
    access: withApiKey({ tables: { reports: { actions: ['GetItem', 'PutItem'] } } }),
  },
  {
    context,
    verb: 'get-journal-export',
    purpose: 'Shows how far an export is',
    routes: [contract.getJournalExport],
    access: withApiKey({ tables: { reports: { actions: ['GetItem', 'Query'] } } }),
  },
  {
    context,
    verb: 'get-journal-export-part',
    purpose: 'Hands out one part of an export',
    routes: [contract.getJournalExportPart],
    access: withApiKey({ tables: { reports: queries }, files: { actions: ['GetObject'], folder: FOLDER } }),
  },
];

const advertisers: readonly FunctionSpec[] = [
  {
    context,
    verb: 'get-advertiser-account',
    purpose: 'Shows what an advertiser owes and may still spend',
    routes: [contract.getAdvertiserAccount],
    access: withApiKey({ tables: { reports: queries, payouts: { actions: ['GetItem'] } } }),
  },
  {
    context,
    verb: 'list-account-entries',
    purpose: 'Lists the charges, credits and deposits of an advertiser',
    routes: [contract.listAccountEntries],
    access: withApiKey({ tables: { reports: { indexes: [BY_ACCOUNT] } } }),
  },
  {
    context,
    verb: 'take-deposit',
    purpose: 'Books what an advertiser paid in',
    routes: [contract.takeDepositRoute],
    access: withApiKey({ tables: { ledger: { actions: ['PutItem', 'GetItem'] } } }),
  },
  {
    context,
    verb: 'set-billing-terms',
    purpose: 'Sets how an advertiser is billed',
    routes: [contract.setBillingTerms],
    access: withApiKey({
      tables: { payouts: { actions: ['GetItem', 'PutItem'] }, reports: queries, catalog: { actions: ['PutItem'] } },
    }),
  },
  {
    context,
    verb: 'get-billing-terms',
    purpose: 'Shows how an advertiser is billed',
    routes: [contract.getBillingTerms],
    access: withApiKey({ tables: { payouts: { actions: ['GetItem'] } } }),
  },
];

const invoices: readonly FunctionSpec[] = [
  {
    context,
    verb: 'request-invoices',
    purpose: 'Issues the invoices and credit notes of one advertiser for a month that is over',
    routes: [contract.requestInvoices],
    timeoutSeconds: LONG_ANSWER_SECONDS,
    memoryMb: 2_048,
    access: withApiKey(billsMonths),
  },
  {
    context,
    verb: 'list-invoices',
    purpose: 'Lists the invoices and credit notes of an advertiser',
    routes: [contract.listInvoices],
    access: withApiKey({ tables: { payouts: queries } }),
  },
  {
    context,
    verb: 'download-invoice',
    purpose: 'Hands out an invoice or credit note as PDF',
    routes: [contract.downloadInvoice],
    access: withApiKey({ tables: { payouts: queries } }),
  },
  {
    context,
    verb: 'download-invoice-entries',
    purpose: 'Hands out the entries of an invoice or credit note as CSV',
    routes: [contract.downloadInvoiceEntries],
    access: withApiKey({ tables: { payouts: queries }, files: { actions: ['GetObject'], folder: FOLDER } }),
  },
];

const retainers: readonly FunctionSpec[] = [
  {
    context,
    verb: 'agree-retainer',
    purpose: 'Agrees on a flat amount a month beside what outcomes earn',
    routes: [contract.agreeRetainerRoute],
    access: withApiKey({
      tables: { catalog: { actions: ['GetItem'] }, payouts: { actions: ['Query', 'PutItem', 'GetItem'] } },
    }),
  },
  {
    context,
    verb: 'list-retainers',
    purpose: 'Lists the retainers that were agreed on',
    routes: [contract.listRetainers],
    access: withApiKey({ tables: { payouts: queries } }),
  },
  {
    context,
    verb: 'end-retainer',
    purpose: 'Ends a retainer with a month',
    routes: [contract.endRetainerRoute],
    access: withApiKey({ tables: { payouts: { actions: ['GetItem', 'UpdateItem'] } } }),
  },
  {
    context,
    verb: 'list-retainer-months',
    purpose: 'Shows which months of a retainer were owed',
    routes: [contract.listRetainerMonths],
    access: withApiKey({ tables: { payouts: { actions: ['GetItem', 'Query'] } } }),
  },
  {
    context,
    verb: 'settle-retainers',
    purpose: 'Books the retainers of the month that has closed, once',
    // Twice more in case something failed: what is settled is not settled again.
    schedule: { expression: 'cron(0 3 1-3 * ? *)' },
    timeoutSeconds: 60,
    memoryMb: 1_024,
    access: {
      tables: {
        payouts: { actions: ['Query', 'GetItem', 'PutItem'] },
        ledger: { actions: ['GetItem', 'Query', 'PutItem'] },
        reports: { actions: ['Query', 'PutItem'] },
        catalog: { actions: ['GetItem'] },
      },
    },
  },
];

export const billingFunctions = (_config: StageConfig): readonly FunctionSpec[] => [
  ...workers,
  ...proof,
  ...exportsOfJournal,
  ...advertisers,
  ...invoices,
  ...retainers,
];
