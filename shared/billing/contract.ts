import * as advertisers from './contract/advertisers.ts';
import * as exports from './contract/exports.ts';
import * as invoices from './contract/invoices.ts';
import * as proof from './contract/proof.ts';
import * as retainers from './contract/retainers.ts';

export * from './contract/advertisers.ts';
export * from './contract/exports.ts';
export * from './contract/invoices.ts';
export * from './contract/proof.ts';
export * from './contract/retainers.ts';

export const billingRoutes = [
  proof.getTrialBalance,
  proof.getAccountStatement,
  proof.tieOutPayoutRun,
  proof.checkLineChain,
  exports.requestJournalExport,
  exports.getJournalExport,
  exports.getJournalExportPart,
  advertisers.getAdvertiserAccount,
  advertisers.listAccountEntries,
  advertisers.takeDepositRoute,
  advertisers.setBillingTerms,
  advertisers.getBillingTerms,
  invoices.requestInvoices,
  invoices.listInvoices,
  invoices.downloadInvoice,
  invoices.downloadInvoiceEntries,
  retainers.agreeRetainerRoute,
  retainers.listRetainers,
  retainers.endRetainerRoute,
  retainers.listRetainerMonths,
] as const;
