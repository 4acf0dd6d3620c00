import { LEAD_FORM, offerBody, revisionBody, targetBody } from '../../catalog/world.ts';
import type { ApiRequest } from '../../support/api-event.ts';
import { CLICK_DAYS, leadBody, NOWHERE, type Side } from './sides.ts';

export type SideRole = 'advertiser' | 'publisher';

/** A request that names what belongs to a side, as a caller of this role would name it. */
type Naming = (side: Side, role: SideRole) => ApiRequest;

const id = (side: Side, name: string): string => side.ids[name] ?? `no-${name}`;

/** The object in the path, under the name that the path gives it. */
const inPath =
  (names: Readonly<Record<string, string>>, rest: ApiRequest = {}): Naming =>
  (side) => ({ params: Object.fromEntries(Object.entries(names).map(([name, of]) => [name, id(side, of)])), ...rest });

const inQuery =
  (...names: readonly string[]): Naming =>
  (side, role) => {
    const own = names.filter((name) => name === `${role}Id` || !/^(advertiser|publisher)Id$/.test(name));
    return { query: Object.fromEntries(own.map((name) => [name, id(side, name)])) };
  };

const inBody =
  (names: Readonly<Record<string, string>>, rest: object = {}): Naming =>
  (side) => ({
    body: { ...Object.fromEntries(Object.entries(names).map(([name, of]) => [name, id(side, of)])), ...rest },
  });

const offer = (rest: ApiRequest = {}, of = 'offerId') => inPath({ offerId: of }, rest);
const appointment = (rest: ApiRequest = {}) => inPath({ appointmentId: 'appointmentId' }, rest);
const lead = (rest: ApiRequest = {}) => inPath({ leadId: 'leadId' }, rest);
const dispute = (rest: ApiRequest = {}) => inPath({ disputeId: 'disputeId' }, rest);
const account = inPath({ advertiserId: 'advertiserId' });
const invoice = inPath({ advertiserId: 'advertiserId' }, {});
const connection = (rest: ApiRequest = {}) => inPath({ connectionId: 'connectionId' }, rest);

const webhook =
  (rest: ApiRequest = {}, more: readonly string[] = []): Naming =>
  (side, role) => ({
    params: Object.fromEntries(['webhookId', ...more].map((name) => [name, id(side, `${role}.${name}`)])),
    ...rest,
  });

const DAYS = { from: '2026-01-01', to: '2026-01-31' };
const report: Naming = (side, role) => ({ query: { ...DAYS, groupBy: 'day', [`${role}Id`]: id(side, `${role}Id`) } });
const chart =
  (asked: Readonly<Record<string, string>>): Naming =>
  (side, role) => ({ query: { ...DAYS, ...asked, [`${role}Id`]: id(side, `${role}Id`) } });

const SCHEDULE = { name: 'x', every: 'day', zone: 'UTC' };

/** A change names the version that it was made from. */
const IF_MATCH = { 'if-match': '"1"' };

const hook = { name: 'Hook', url: NOWHERE, events: ['outcome.*'] };
const { lead: _form, ...callRevision } = { lead: LEAD_FORM, ...revisionBody() };

/**
 * How each operation that names somebody's object names it. An operation that is not here fails the test, so nobody opens one
 * without saying whose objects it takes.
 */
export const NAMES: Readonly<Record<string, Naming>> = {
  getAdvertiser: account,
  getPublisher: inPath({ publisherId: 'publisherId' }),
  setPayee: inPath(
    { publisherId: 'publisherId' },
    { body: { legalName: 'Other LLC', method: 'csv', accountReference: 'OTHER-ACCOUNT' } },
  ),
  checkTag: inBody({ publisherId: 'publisherId' }, { url: 'https://pages-1.example/' }),
  createSetter: inBody({ publisherId: 'publisherId' }, { name: 'Desk' }),
  listSetters: inQuery('publisherId'),
  setSetterState: inPath({ setterId: 'setterId' }, { body: { state: 'active' } }),
  createSetterKey: inPath({ setterId: 'setterId' }, { body: { label: 'x' } }),
  askReplacement: inPath({ outcomeId: 'outcomeId' }, { body: { reason: 'x' } }),
  creditOutcome: inPath({ outcomeId: 'outcomeId' }, { body: { reason: 'x' } }),
  createOffer: inBody({ advertiserId: 'advertiserId' }, offerBody()),
  listOffers: (side) => ({ query: { advertiserId: id(side, 'advertiserId') } }),
  getOffer: offer(),
  reviseOffer: offer({ body: callRevision, headers: IF_MATCH }),
  listOfferVersions: offer(),
  askToJoin: offer({ body: {} }, 'clubOfferId'),
  listJoinRequests: (side) => ({ query: { offerId: id(side, 'clubOfferId') } }),
  decideJoinRequest: inPath({ joinRequestId: 'joinRequestId' }, { body: { decision: 'approved' }, headers: IF_MATCH }),
  createTarget: offer({ body: targetBody() }),
  listTargets: offer(),
  replaceTarget: inPath({ offerId: 'offerId', targetId: 'targetId' }, { body: targetBody() }),
  createKey: (side, role) => ({ body: { subjectId: id(side, `${role}Id`), label: 'x' } }),
  listKeys: (side, role) => ({ query: { subjectId: id(side, `${role}Id`) } }),
  revokeKey: (side, role) => ({ params: { keyId: id(side, `${role}KeyId`) } }),
  listPools: inQuery('publisherId'),
  getPoolHealth: inPath({ poolId: 'poolId' }),
  listNumbers: inQuery('publisherId'),
  getTag: inQuery('publisherId'),
  getRecording: inPath({ outcomeId: 'outcomeId' }),
  explainRoute: inBody({ offerId: 'offerId', publisherId: 'publisherId' }, { caller: { number: '+12175550142' } }),
  createBidder: offer({ body: { name: 'Other', url: NOWHERE } }),
  listBidders: offer(),
  setBidderState: inPath({ offerId: 'offerId', bidderId: 'bidderId' }, { body: { state: 'active' } }),
  markCaller: inBody({ advertiserId: 'advertiserId' }, { number: '+12175550142', mark: 'blocked' }),
  setAvailability: offer(
    { body: { hours: { zone: 'UTC', windows: [{ days: [1], fromMinute: 0, toMinute: 60 }] }, slotMinutes: 30 } },
    'meetingOfferId',
  ),
  getAvailability: offer({}, 'meetingOfferId'),
  listSlots: offer({ query: { zone: 'UTC' } }, 'meetingOfferId'),
  bookAppointment: inBody(
    { publisherId: 'publisherId', offerId: 'meetingOfferId' },
    {
      startsAt: '2000-01-01T09:00',
      zone: 'UTC',
      attendee: { name: 'Ada', email: 'ada@byron.example' },
    },
  ),
  getAppointment: appointment(),
  changeAppointment: appointment({ body: { action: 'confirm' } }),
  reportAttendance: appointment({ body: { said: 'held' } }),
  getInvitation: appointment(),
  connectCalendar: inBody({ advertiserId: 'advertiserId' }, { kind: 'cal.com', name: 'x' }),
  listCalendars: inQuery('advertiserId'),
  renewCalendarSecret: inPath({ calendarId: 'calendarId' }),
  uploadLeads: inBody({ publisherId: 'publisherId', offerId: 'leadOfferId' }, { csv: 'phone\n+12175550142' }),
  pingLead: inBody({ offerId: 'leadOfferId' }, { fields: {} }),
  postLead: () => ({ body: { pingId: 'ping', fields: {} } }),
  submitLead: (side) => ({
    body: { ...leadBody(id(side, 'leadOfferId'), 77), publisherId: id(side, 'publisherId') },
  }),
  getLead: lead(),
  setLeadDelivery: offer({ body: { url: NOWHERE } }, 'leadOfferId'),
  getLeadDelivery: offer({}, 'leadOfferId'),
  returnLead: lead({ body: { reason: 'other', note: 'x' } }),
  reportFirstTouch: lead({ body: {} }),
  getOutcome: inPath({ outcomeId: 'outcomeId' }),
  listOutcomes: (side, role) => ({ query: { [`${role}Id`]: id(side, `${role}Id`) } }),
  listLiveCalls: inQuery('advertiserId'),
  previewCriteria: inBody({ advertiserId: 'advertiserId' }, { criteria: { kind: 'within-caps' }, model: 'lead' }),
  uploadCustomers: inBody({ advertiserId: 'advertiserId' }, { sha256: ['0'.repeat(64)] }),
  getFeedback: inPath({ outcomeId: 'outcomeId' }),
  reportFeedback: inPath({ outcomeId: 'outcomeId' }, { body: { result: 'bad' } }),
  getQuality: inQuery('publisherId'),
  listAdjustments: (side, role) => ({ query: { [`${role}Id`]: id(side, `${role}Id`) } }),
  openDispute: inBody({ outcomeId: 'outcomeId' }, { reason: 'other', note: 'x' }),
  listDisputes: (side, role) => ({ query: { [`${role}Id`]: id(side, `${role}Id`) } }),
  getDispute: dispute(),
  answerDispute: dispute({ body: { answer: 'contest', note: 'x' } }),
  withdrawDispute: dispute({ body: { note: 'x' } }),
  getAdvertiserAccount: account,
  listAccountEntries: account,
  getBillingTerms: account,
  listInvoices: account,
  downloadInvoice: (side) => ({ params: { ...invoice(side, 'advertiser').params, number: 'INV-1' } }),
  downloadInvoiceEntries: (side) => ({ params: { ...invoice(side, 'advertiser').params, number: 'INV-1' } }),
  changeWebhook: webhook({ body: hook, headers: IF_MATCH }),
  getWebhook: webhook(),
  removeWebhook: webhook(),
  rotateWebhookSecret: webhook({ body: {} }),
  setWebhookState: webhook({ body: { state: 'active' } }),
  testWebhook: webhook(),
  getWebhookDelivery: webhook({}, ['deliveryId']),
  listWebhookDeliveries: webhook(),
  replayWebhookDeliveries: (side, role) => ({
    ...webhook()(side, role),
    body: { deliveryIds: [id(side, `${role}.deliveryId`)] },
  }),
  getReport: report,
  downloadReport: report,
  getReportSeries: chart({ measures: 'calls' }),
  getReportWeek: chart({ measure: 'calls' }),
  getReportFunnel: chart({}),
  createReportSchedule: (side, role) => ({ body: { ...SCHEDULE, filter: { [`${role}Id`]: id(side, `${role}Id`) } } }),
  removeReportSchedule: (side, role) => ({ params: { scheduleId: id(side, `${role}.scheduleId`) } }),
  changeCrmConnection: connection({ body: { name: 'x' }, headers: IF_MATCH }),
  listCrmRecords: connection(),
  setPlan: offer({ body: { entry: 'first', nodes: { first: { kind: 'offer' } } } }),
  getPlan: offer(),
  removePlan: offer(),
  downloadStatement: inPath({ runId: 'runId' }),
  downloadStatementPdf: inPath({ runId: 'runId' }),
  getStatement: inPath({ runId: 'runId' }),
};

/** Offers in the market are every publisher's to see and to bring something to. */
export const OPEN_TO_PUBLISHERS = new Set(['askToJoin', 'getOffer', 'listJoinRequests', 'listSlots', 'pingLead']);

/** A statement is found by its run and whoever asks, so there is none of another's to ask for. */
export const ONES_OWN_ALONE = new Set(['downloadStatement', 'downloadStatementPdf', 'getStatement', 'postLead']);

/** What must be told besides; as an operator asks for it where one may. */
export const NEEDS: Readonly<Record<string, (side: Side) => ApiRequest>> = {
  listExchangeRates: () => ({ query: { from: 'USD', to: 'EUR' } }),
  getPoolSize: () => ({ query: { visits: '10' } }),
  listClicks: () => ({ query: CLICK_DAYS }),
  listPools: (side) => ({ query: { publisherId: id(side, 'publisherId') } }),
  listOffers: (side) => ({ query: { advertiserId: id(side, 'advertiserId') } }),
  listDeals: (side) => ({ params: { offerId: id(side, 'offerId') } }),
  listSetters: (side) => ({ query: { publisherId: id(side, 'publisherId') } }),
  listNotices: () => ({ query: { day: '2026-01-01' } }),
  listJournalEntries: (side) => ({ query: { publisherId: id(side, 'publisherId') } }),
  listOutcomes: (side) => ({ query: { advertiserId: id(side, 'advertiserId') } }),
  listLiveCalls: (side) => ({ query: { advertiserId: id(side, 'advertiserId') } }),
  listAdjustments: (side) => ({ query: { publisherId: id(side, 'publisherId') } }),
  listNumbers: (side) => ({ query: { publisherId: id(side, 'publisherId') } }),
  listKeys: () => ({ query: {} }),
  listPayoutLines: (side) => ({ params: { runId: id(side, 'runId') } }),
  checkLineChain: (side) => ({ params: { publisherId: id(side, 'publisherId') } }),
  getTrialBalance: () => ({ query: { month: '2026-01' } }),
};

/** Webhooks are their owner's, and no operator's. */
export const ASKED_BY_ITS_OWNER = new Set(['listWebhookDeliveries']);
