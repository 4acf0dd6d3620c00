import { bookingKey } from '../../../shared/appointments/keys.ts';
import { sumMinor } from '../../../shared/kernel/money.ts';
import { moneyOf } from '../../../shared/ledger/correction-item.ts';
import type { Outcome } from '../../../shared/outcomes/model.ts';
import type { Remains } from '../invariants.ts';
import type { World } from '../world.ts';
import { toldOf } from './channel-people.ts';
import { leadIdOf } from './compose-channels.ts';

/** What is promised of leads and meetings, asked of what is left; each sentence is a broken promise. */
export function channelInvariants(world: World, { outcomes, entries }: Remains): string[] {
  const byId = new Map(outcomes.map((outcome) => [outcome.outcomeId, outcome]));
  return [
    ...leadsOf(world, byId),
    ...disputesOf(world, byId),
    ...correctionsOf(world, entries),
    ...world.plan.meetings.flatMap((meeting) =>
      meetingOf(
        world,
        toldOf(meeting).map(({ bookingId }) => bookingId),
        byId,
      ),
    ),
    ...chainsOf(world, outcomes),
  ];
}

type ById = ReadonlyMap<string, Outcome>;

const beside = ({ engine }: World, outcomeId: string, sk: string) =>
  engine.table('outcomes').read({ pk: `OUT#${outcomeId}`, sk });

/** A lead that was taken is judged; one that was bought got to its advertiser, or was given back. */
function leadsOf(world: World, byId: ById): string[] {
  return [...world.accepted.leads].flatMap((leadId) => {
    const { state } = byId.get(leadId) ?? {};
    if (state === undefined || state === 'open') return [`the lead ${leadId} was taken and has no verdict`];
    if (!beside(world, leadId, 'CONTACT')) return [`the lead ${leadId} was taken and nobody knows whose it is`];
    if (state === 'rejected') return [];
    const delivery = beside(world, leadId, 'DELIVERY')?.state;
    const isThere = delivery === 'delivered' || delivery === 'returned';
    return isThere ? [] : [`the lead ${leadId} was bought, and its delivery is ${delivery ?? 'not begun'}`];
  });
}

/** A return of what was charged is a dispute, and none is left half done. */
function disputesOf({ engine, plan }: World, byId: ById): string[] {
  const items = engine.items('outcomes');
  const disputes = items.filter(({ sk }) => sk === 'DISPUTE');
  const returned = plan.leads
    .map(({ id }) => leadIdOf(id))
    .filter((leadId) => engine.table('outcomes').read({ pk: `OUT#${leadId}`, sk: 'DELIVERY' })?.state === 'returned');
  // A step of a chain may owe nothing: there is nothing to give back.
  const charged = returned.filter((leadId) => (byId.get(leadId)?.verdict?.booking?.worth.chargeMinor ?? 0n) > 0n);
  const missing = charged.filter((leadId) => !disputes.some(({ outcomeId }) => outcomeId === leadId));
  return [
    ...missing.map((leadId) => `the lead ${leadId} was returned, and nobody disputes it`),
    ...disputes
      .filter(({ settledAtMs }) => settledAtMs === undefined)
      .map(({ disputeId, state }) => `the dispute ${disputeId} is ${state} and not settled`),
  ];
}

/** What corrections say is booked, and nothing else: the ledger comes to the same for each outcome. */
function correctionsOf(world: World, entries: Remains['entries']): string[] {
  const money = world.engine.items('outcomes').filter(({ sk }) => sk === 'MONEY');
  return money.flatMap((item) => {
    const outcomeId = String(item.pk).slice('OUT#'.length);
    const corrections = moneyOf(item).list;
    const booked = entries.filter(
      (entry) => entry.outcomeId === outcomeId && entry.kind !== 'verdict' && !entry.reverses,
    );
    const saidMinor = sumMinor(corrections.map(({ payoutMinor }) => payoutMinor));
    const owed = booked
      .flatMap(({ postings }) => postings)
      .filter(({ account }) => /^publisher:.*:payable$/.test(account));
    const bookedMinor = -sumMinor(owed.map(({ amountMinor }) => amountMinor));
    return saidMinor === bookedMinor
      ? []
      : [`corrections of ${outcomeId} come to ${saidMinor}, and ${bookedMinor} is booked`];
  });
}

/** A chain of bookings is one appointment: one outcome, judged, and billed at most once. */
function meetingOf(world: World, bookingIds: readonly string[], byId: ById): string[] {
  const told = [...new Set(bookingIds)];
  const links = told.map((bookingId) => world.engine.table('outcomes').read(bookingKey(bookingId))?.outcomeId);
  const found = [...new Set(links.filter((id) => id !== undefined))].map((id) => byId.get(String(id)));
  const name = told[0];
  const lost = told.filter((bookingId, index) => world.accepted.bookings.has(bookingId) && links[index] === undefined);
  // Where the middle of a chain was told of too late, a part was judged on its own, and what it came to was taken back.
  const billed = found.filter((outcome) => outcome?.state === 'qualified' && isOwed(standing(world, outcome)));
  return [
    ...lost.map((bookingId) => `the booking ${bookingId} was told of and leads to nothing`),
    ...(found.some((outcome) => outcome?.state === 'open') ? [`the meeting ${name} has no verdict`] : []),
    ...(billed.length > 1 ? [`the meeting ${name} is billed ${billed.length} times`] : []),
  ];
}

const NOTHING = { chargeMinor: 0n, payoutMinor: 0n };

/** One person's calls, leads and meetings never cost more, and never earn more, than the dearest of them says. */
function chainsOf(world: World, outcomes: readonly Outcome[]): string[] {
  const { offers: calls, leadOffer, meetingOffer } = world.plan;
  const chained = [...calls, leadOffer, meetingOffer].filter(({ pricing }) => pricing?.chain);
  const offers = new Map(chained.map((offer) => [offer.offerId, offer]));
  const steps = outcomes.filter(({ terms, state }) => offers.has(terms.offerId) && state === 'qualified');
  return [...Map.groupBy(steps, ({ facts }) => facts?.personHash)].flatMap(([person, own]) => {
    const prices = own.map(({ terms }) => offers.get(terms.offerId) ?? NOTHING);
    const paid = own.map((outcome) => standing(world, outcome));
    return (['chargeMinor', 'payoutMinor'] as const).flatMap((side) => {
      const sum = sumMinor(paid.map((each) => each[side]));
      // biome-ignore lint/complexity/useMathMinMax: Math.max takes no bigint
      const most = prices.reduce((dearest, each) => (each[side] > dearest ? each[side] : dearest), 0n);
      return sum > most ? [`the chain of ${person} comes to ${sum} (${side}), and its dearest step to ${most}`] : [];
    });
  });
}

const isOwed = ({ chargeMinor, payoutMinor }: typeof NOTHING): boolean => chargeMinor !== 0n || payoutMinor !== 0n;

function standing(world: World, { outcomeId, verdict }: Outcome) {
  const worth = verdict?.booking?.worth ?? NOTHING;
  const item = beside(world, outcomeId, 'MONEY');
  const corrections = item ? moneyOf(item).list : [];
  return {
    chargeMinor: worth.chargeMinor + sumMinor(corrections.map(({ chargeMinor }) => chargeMinor)),
    payoutMinor: worth.payoutMinor + sumMinor(corrections.map(({ payoutMinor }) => payoutMinor)),
  };
}
