import * as exports from './contract/exports.ts';
import * as proof from './contract/proof.ts';

export * from './contract/exports.ts';
export * from './contract/proof.ts';

export const billingRoutes = [
  proof.getTrialBalance,
  proof.getAccountStatement,
  proof.tieOutPayoutRun,
  proof.checkLineChain,
  exports.requestJournalExport,
  exports.getJournalExport,
  exports.getJournalExportPart,
] as const;
