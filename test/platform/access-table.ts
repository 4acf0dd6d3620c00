import type { Role } from '../../shared/platform/http/principal.ts';

/**
 * Who may call what, written down a second time and on purpose: an operation that is not in this table fails the test, so
 * nobody opens one to a role by a slip in its contract. `public` is called by pages and carriers, which prove themselves
 * otherwise (origin, signature).
 */
export const ACCESS: Readonly<Record<string, 'public' | readonly Role[]>> = {
  getOpenapi: 'public',
  serveTag: 'public',
  assignNumber: 'public',
  renewLease: 'public',
  releaseLease: 'public',
  answerCall: 'public',
  finishDial: 'public',
  receiveCallStatus: 'public',
  receiveRecording: 'public',

  createAdvertiser: ['operator'],
  listAdvertisers: ['operator', 'finance'],
  createPublisher: ['operator'],
  listPublishers: ['operator', 'finance'],
  changePublisher: ['operator'],
  setPayee: ['operator'],
  setPayeeStanding: ['operator', 'finance'],
  setDeal: ['operator'],
  createKey: ['operator'],
  listKeys: ['operator'],
  revokeKey: ['operator'],

  createOffer: ['operator', 'advertiser'],
  listOffers: ['operator', 'advertiser', 'publisher'],
  getOffer: ['operator', 'advertiser', 'publisher'],
  reviseOffer: ['operator', 'advertiser'],
  createTarget: ['operator', 'advertiser'],
  listTargets: ['operator', 'advertiser'],
  replaceTarget: ['operator', 'advertiser'],

  createPool: ['operator'],
  listPools: ['operator', 'publisher'],
  addPoolNumbers: ['operator'],
  getPoolHealth: ['operator', 'publisher'],
  createNumber: ['operator'],
  listNumbers: ['operator', 'publisher'],
  getPoolSize: ['operator', 'publisher'],
  getTag: ['operator', 'publisher'],

  getOutcome: ['operator', 'advertiser', 'publisher'],
  listOutcomes: ['operator', 'advertiser', 'publisher'],
  uploadCustomers: ['operator', 'advertiser'],
  getDailyReport: ['operator', 'advertiser', 'publisher'],

  listJournalEntries: ['operator', 'finance'],
  getTrialBalance: ['operator', 'finance'],
  getAccountStatement: ['operator', 'finance'],
  requestPayoutRun: ['operator', 'finance'],
  listPayoutRuns: ['operator', 'finance'],
  getPayoutRun: ['operator', 'finance'],
  listPayoutLines: ['operator', 'finance'],
  approvePayoutRun: ['operator', 'finance'],
  cancelPayoutRun: ['operator', 'finance'],
  resumePayoutRun: ['operator', 'finance'],
  listPayoutFiles: ['operator', 'finance'],
  getPayoutFile: ['operator', 'finance'],
  listStatements: ['publisher'],
  getStatement: ['publisher'],
  downloadStatement: ['publisher'],
};
