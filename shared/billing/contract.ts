import * as proof from './contract/proof.ts';

export * from './contract/proof.ts';

const { getAccountStatement, getTrialBalance } = proof;

export const billingRoutes = [getTrialBalance, getAccountStatement] as const;
