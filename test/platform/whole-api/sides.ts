import { addDays, dayOf } from '../../../shared/kernel/time.ts';
import type { Role } from '../../../shared/platform/http/principal.ts';
import { LEAD_FORM, leadOfferBody, offerBody, targetBody } from '../../catalog/world.ts';
import type { ApiRequest } from '../../support/api-event.ts';
import { OPERATOR_KEY } from './deployed.ts';

/** Answers of an operation that went well, as JSON. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads the JSON as a client would
export type Made = (operationId: string, request: ApiRequest) => Promise<any>;

/** An advertiser and a publisher that do business with each other and with nobody else. */
export interface Side {
  readonly keys: Readonly<Record<'advertiser' | 'publisher', string>>;
  /** What there is of theirs, by the name that paths and bodies give it. */
  readonly ids: Readonly<Record<string, string>>;
}

/** Nobody listens there, so whatever is sent fails at once. */
export const NOWHERE = 'http://127.0.0.1:9/hook';

const HOURS = {
  hours: { zone: 'America/Chicago', windows: [{ days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1_440 }] },
  slotMinutes: 30,
  noticeMinutes: 0,
};

export const leadBody = (offerId: string, index: number) => ({
  offerId,
  fields: {
    fullName: 'Ada Lovelace',
    email: `ada.lovelace${index}@gmail.com`,
    phone: `+1 217 555 ${String(100 + index).padStart(4, '0')}`,
    role: 'owner',
    bill: 240,
    ownsHome: true,
  },
});

async function createOffers(made: Made, key: string): Promise<Record<string, string>> {
  const open = { kind: 'within-caps' };
  // Bidders name the price.
  const pricing = { charge: { kind: 'bid-share', shareBps: 10_000 }, payout: { kind: 'bid-share', shareBps: 7_000 } };
  const held = { kind: 'answer', name: 'attendance', in: ['held'] };
  const { offerId } = await made('createOffer', { key, body: offerBody({ criteria: open, pricing }) });
  const lead = { ...LEAD_FORM, consent: [] };
  const leads = await made('createOffer', { key, body: leadOfferBody({ criteria: open, lead }) });
  const meetings = await made('createOffer', { key, body: offerBody({ model: 'appointment', criteria: held }) });
  const club = await made('createOffer', { key, body: offerBody({ criteria: open, joining: 'on-request' }) });
  const params = { offerId };
  const { targetId } = await made('createTarget', { key, params, body: targetBody() });
  const { bidderId } = await made('createBidder', { key, params, body: { name: 'Bidder', url: NOWHERE } });
  await made('setLeadDelivery', { key, params: { offerId: leads.offerId }, body: { url: NOWHERE } });
  await made('setAvailability', { key, params: { offerId: meetings.offerId }, body: HOURS });
  const clubOfferId = String(club.offerId);
  return { offerId, clubOfferId, leadOfferId: leads.offerId, meetingOfferId: meetings.offerId, targetId, bidderId };
}

async function connectOthers(made: Made, key: string, name: string): Promise<Record<string, string>> {
  const { calendarId } = await made('connectCalendar', { key, body: { kind: 'cal.com', name } });
  const crm = {
    kind: 'hubspot',
    name,
    object: 'deals',
    externalIdField: 'outcome',
    fields: { dealname: { contact: 'fullName' } },
    stageField: 'dealstage',
    stages: { closedwon: 'sold' },
    credentials: { clientId: 'app', clientSecret: 'crm-secret-1', refreshToken: 'crm-token-1' },
  };
  const { connectionId } = await made('createCrmConnection', { key, body: crm });
  return { calendarId, connectionId };
}

/** A webhook with a delivery in its log, and a report that it is told of each day. */
async function hook(made: Made, key: string, workOff: () => Promise<void>): Promise<Record<string, string>> {
  const { webhookId } = await made('createWebhook', {
    key,
    body: { name: 'Hook', url: NOWHERE, events: ['outcome.*'] },
  });
  await made('testWebhook', { key, params: { webhookId } });
  await workOff();
  const { items } = await made('listWebhookDeliveries', { key, params: { webhookId } });
  const { scheduleId } = await made('createReportSchedule', { key, body: { name: 'Days', every: 'day', zone: 'UTC' } });
  return { webhookId, deliveryId: items[0].deliveryId, scheduleId };
}

/** The first slot that is free. */
async function bookSlot(made: Made, key: string, offerId: string): Promise<string> {
  const { items } = await made('listSlots', { key, params: { offerId }, query: { zone: 'America/Chicago' } });
  const { appointmentId } = await made('bookAppointment', {
    key,
    body: {
      offerId,
      startsAt: items[0].startsAt,
      zone: 'America/Chicago',
      attendee: { name: 'Ada Byron', email: 'ada@byron.example' },
    },
  });
  return appointmentId;
}

/** Of these days clicks are entered: they have come, wherever the network is. */
export const CLICK_DAYS = ((to) => ({ from: addDays(to, -1), to }))(addDays(dayOf(Date.now(), 'UTC'), -2));

const clicksOf = (offerId: string): readonly object[] =>
  Object.values(CLICK_DAYS).map((day) => ({
    ...{ day, offerId, source: 'news', clicks: 200, costMinor: 20_000, currency: 'USD' },
  }));

/** Sets a side up from nothing, by the API alone. */
export async function createSide(made: Made, workOff: () => Promise<void>, index: number): Promise<Side> {
  const keyFor = async (role: Role, subjectId: string): Promise<{ key: string; keyId: string }> =>
    made('createKey', { key: OPERATOR_KEY, body: { role, subjectId, label: `side ${index}` } });
  const byOperator = { key: OPERATOR_KEY };
  const { advertiserId } = await made('createAdvertiser', { ...byOperator, body: { name: `Buyer ${index}` } });
  const pages = { origins: [`https://pages-${index}.example`], currency: 'USD', payoutThresholdMinor: 0 };
  const { publisherId } = await made('createPublisher', { ...byOperator, body: { name: `Seller ${index}`, ...pages } });
  const payee = { legalName: `Seller ${index} LLC`, method: 'csv', accountReference: `SECRET-ACCOUNT-${index}` };
  await made('setPayee', { ...byOperator, params: { publisherId }, body: payee });
  const buyer = await keyFor('advertiser', advertiserId);
  const seller = await keyFor('publisher', publisherId);
  const { setterId } = await made('createSetter', { key: seller.key, body: { name: `Desk ${index}` } });
  const offers = await createOffers(made, buyer.key);
  const club = { params: { offerId: offers.clubOfferId ?? '' }, body: {} };
  const { joinRequestId } = await made('askToJoin', { key: seller.key, ...club });
  const { offerId = '', leadOfferId = '', meetingOfferId = '' } = offers;
  const numbers = { publisherId, offerId };
  const fallbackNumber = `+1312555000${index}`;
  await made('createNumber', { ...byOperator, body: { ...numbers, number: fallbackNumber, source: 'radio' } });
  const { poolId } = await made('createPool', { ...byOperator, body: { ...numbers, name: 'Pool', fallbackNumber } });
  const leads = [];
  for (const each of [0, 1]) {
    leads.push(await made('submitLead', { key: seller.key, body: leadBody(leadOfferId, index * 10 + each) }));
  }
  await made('putClicks', { key: seller.key, body: { rows: clicksOf(offerId) } });
  const appointmentId = await bookSlot(made, seller.key, meetingOfferId);
  await workOff();
  const [first, second] = leads.map(({ leadId }: { leadId: string }) => leadId);
  const claim = { outcomeId: first, reason: 'other', note: 'not what we bought' };
  const { disputeId } = await made('openDispute', { key: buyer.key, body: claim });
  return {
    keys: { advertiser: buyer.key, publisher: seller.key },
    ids: {
      ...{ advertiserId, publisherId, setterId, poolId, appointmentId, disputeId, joinRequestId },
      ...{ outcomeId: first ?? '', leadId: second ?? '', advertiserKeyId: buyer.keyId, publisherKeyId: seller.keyId },
      ...offers,
      ...(await connectOthers(made, buyer.key, `Team ${index}`)),
      ...prefixed('advertiser', await hook(made, buyer.key, workOff)),
      ...prefixed('publisher', await hook(made, seller.key, workOff)),
    },
  };
}

const prefixed = (role: string, ids: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(ids).map(([name, id]) => [`${role}.${name}`, id]));
