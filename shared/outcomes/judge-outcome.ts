import type { Conversion } from '../catalog/exchange-rate.ts';
import type { Terms } from '../catalog/model.ts';
import { asksQuality, type Price, priceOutcome } from '../catalog/pricing.ts';
import type { Currency } from '../kernel/money.ts';
import { notFound, Problem } from '../kernel/problem.ts';
import { type Clock, DAY_MS, type Day, dayOf, type EpochMs } from '../kernel/time.ts';
import type { Background } from './answer-question.ts';
import { type ChainPorts, creditChain } from './credit-chain.ts';
import { evaluateCriteria, failedBy, isMet, whatToGather } from './evaluate-criteria.ts';
import { type Booking, type Facts, type Outcome, type Settled, type Verdict, verdictEntryId } from './model.ts';
import { payableDayOf } from './payable-day.ts';
import {
  type CustomerLists,
  type Journal,
  MAX_CONTACTS,
  type OutcomeStore,
  type PersonHistory,
  type TermsReader,
} from './ports.ts';
import type { ReplacementStore } from './replacement.ts';

export interface JudgePorts {
  readonly outcomes: OutcomeStore;
  readonly history: PersonHistory;
  readonly customers: CustomerLists;
  readonly terms: TermsReader;
  readonly journal: Journal;
  /** The publisher's quality score where it is known, for prices that ask for it. */
  readonly qualityOf?: (publisherId: string) => Promise<number | undefined>;
  /** For offers that are steps of a chain. */
  readonly chain?: ChainPorts;
  /** For offers that replace what was refused. */
  readonly replacements?: Pick<ReplacementStore, 'claim' | 'get' | 'release'>;
  /**
   * How a payout of that day becomes the publisher's currency; undefined where it is the same.
   *
   * @throws Problem `unavailable` where the day has no rate: the verdict waits for it
   */
  readonly conversionOf?: (publisherId: string, currency: Currency, day: Day) => Promise<Conversion | undefined>;
  readonly clock: Clock;
  /** The network's zone: days of money are cut in it. */
  readonly zone: string;
}

/** `wait`: the verdict stands, but its day is closing; ask again in some minutes. */
export type Judged = { readonly verdict: Verdict; readonly booking: 'booked' | 'nothing-owed' | 'wait' };

/**
 * Judges an ended outcome by its frozen terms, once, and books what is owed, once. It may stop at any await and be
 * repeated, by itself or beside another: the verdict is the first one written, and the entry lies where that one says.
 *
 * @throws Problem `not-found` for an outcome nobody opened, `conflict` for one that has not ended
 */
export async function judgeOutcome(ports: JudgePorts, outcomeId: string): Promise<Judged> {
  const outcome = await ports.outcomes.get(outcomeId);
  if (!outcome) throw notFound(`outcome ${outcomeId}`);
  const terms = await ports.terms.terms(outcome.terms);
  const verdict = outcome.verdict ?? (await giveVerdict(ports, outcome, terms));
  // Claimed by a try that died, or for a verdict that another one's came before.
  const isUnused = terms.windows?.replacement !== undefined && verdict.booking?.replaces === undefined;
  if (isUnused) await ports.replacements?.release(outcomeId);
  return { verdict, booking: await bookVerdict(ports, outcome, terms, verdict) };
}

async function giveVerdict(ports: JudgePorts, outcome: Outcome, terms: Terms): Promise<Verdict> {
  const { facts } = outcome;
  if (!facts) throw new Problem('conflict', `outcome ${outcome.outcomeId} has not ended: nothing to judge yet`);
  const settled: Settled = { ...outcome, facts };
  const marks = evaluateCriteria(terms.criteria, facts, await gather(ports, settled, terms));
  const judgedAtMs = ports.clock.nowMs();
  const wanted: Verdict = isMet(facts, marks)
    ? { state: 'qualified', judgedAtMs, marks, booking: await bookingOf(ports, settled, terms, judgedAtMs) }
    : { state: 'rejected', judgedAtMs, marks, failed: facts.untaken ? UNTAKEN : failedBy(terms.criteria, marks) };
  return ports.outcomes.giveVerdict(settled, wanted);
}

/** What rejects an outcome that nobody could take, in the place of a question. */
const UNTAKEN = 'untaken';

async function bookingOf(ports: JudgePorts, outcome: Settled, terms: Terms, judgedAtMs: EpochMs): Promise<Booking> {
  const { outcomeId } = outcome;
  const { currency, publisherId, holdDays } = terms;
  const price = await priceOf(ports, outcome, terms);
  const conversion = await ports.conversionOf?.(publisherId, currency, dayOf(judgedAtMs, ports.zone));
  // The last thing before the verdict: whoever waits for a price or a rate must not hold what another could deliver.
  const replaces = terms.windows?.replacement && (await claimOf(ports, terms, outcomeId, judgedAtMs));
  return {
    posting: {
      publisherId,
      payableDay: payableDayOf(judgedAtMs, holdDays, ports.zone),
      entryId: verdictEntryId(outcomeId),
    },
    worth: { ...(replaces === undefined ? price : NOTHING), currency, ...(conversion && { conversion }) },
    ...(replaces !== undefined && { replaces }),
  };
}

/** What this one comes in the place of, of what its publisher owes and is still paid for. */
const claimOf = ({ replacements, chain, zone }: JudgePorts, terms: Terms, outcomeId: string, judgedAtMs: EpochMs) =>
  replacements?.claim(terms, outcomeId, {
    today: dayOf(judgedAtMs, zone),
    isPaid: async (paidId) => {
      const left = (await chain?.standings([paidId]))?.get(paidId)?.left;
      return left === undefined || left.chargeMinor > 0n;
    },
  });

const NOTHING: Price = { chargeMinor: 0n, payoutMinor: 0n };

/** The price by the frozen terms and what was seen; the verdict freezes it, so nothing that changes later changes it. */
export async function priceOf(
  ports: Pick<JudgePorts, 'qualityOf' | 'chain'>,
  outcome: Settled,
  terms: Terms,
): Promise<Price> {
  const { startedAtMs: atMs, region, talkSeconds, bidMinor } = outcome.facts;
  const quality = asksQuality(terms) ? await ports.qualityOf?.(terms.publisherId) : undefined;
  const price = priceOutcome(terms, { atMs, region, talkSeconds, bidMinor, quality });
  return ports.chain ? creditChain(ports.chain, outcome, terms, price) : price;
}

/** Looks up what the tree asks for, and nothing else. */
export async function gather(
  ports: Pick<JudgePorts, 'history' | 'customers'>,
  { outcomeId, facts }: Settled,
  { criteria, offerId, advertiserId }: Pick<Terms, 'criteria' | 'offerId' | 'advertiserId'>,
): Promise<Background> {
  const { repeatDays, customers } = whatToGather(criteria);
  const { personHash } = facts;
  const known = { outcomeId, offerId, advertiserId };
  if (personHash === undefined) return known;
  const [earlier, isCustomer] = await Promise.all([
    repeatDays > 0 ? ports.history.earlier(personHash, windowStartMs(facts, repeatDays), facts.startedAtMs) : [],
    customers ? ports.customers.has(advertiserId, personHash) : undefined,
  ]);
  return { ...known, earlier, tooManyContacts: earlier.length >= MAX_CONTACTS, isCustomer };
}

const windowStartMs = (facts: Facts, days: number): EpochMs => Math.max(0, facts.startedAtMs - days * DAY_MS);

/** A key moves at most to today; today closes in a day, so a second move means that a clock is wrong. */
const MAX_MOVES = 2;

async function bookVerdict(
  ports: JudgePorts,
  { outcomeId, attribution: { setterId } }: Outcome,
  terms: Terms,
  { booking, judgedAtMs }: Verdict,
): Promise<Judged['booking']> {
  if (!booking) return 'nothing-owed';
  let key = booking.posting;
  for (let moves = 0; moves <= MAX_MOVES; moves += 1) {
    const answer = await ports.journal.post(key, { ...terms, ...booking.worth, setterId }, outcomeId, judgedAtMs);
    if (answer !== 'closed') return answer === 'wait' ? 'wait' : 'booked';
    key = await ports.outcomes.movePosting(outcomeId, key, dayOf(ports.clock.nowMs(), ports.zone));
  }
  throw new Error(`the entry of ${outcomeId} found no open day`);
}
