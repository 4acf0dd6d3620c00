import * as proof from './contract/proof.ts';

export * from './contract/proof.ts';

const { checkLineChain, getAccountStatement, getTrialBalance, tieOutPayoutRun } = proof;

export const billingRoutes = [getTrialBalance, getAccountStatement, tieOutPayoutRun, checkLineChain] as const;
