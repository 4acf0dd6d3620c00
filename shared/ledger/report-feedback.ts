import type { Terms } from '../catalog/model.ts';
import { priceSale } from '../catalog/pricing.ts';
import { invalidField, notFound, Problem } from '../kernel/problem.ts';
import { dayOf } from '../kernel/time.ts';
import { chainOf } from '../outcomes/credit-chain.ts';
import { deadlinesOf } from '../outcomes/deadlines.ts';
import { type Feedback, type FeedbackResult, isSameReport } from '../outcomes/feedback.ts';
import type { ChainSale, ChainStore, FeedbackStore, TermsReader } from '../outcomes/ports.ts';
import { refuseStale } from '../platform/change-from.ts';
import { type CorrectPorts, correctOutcome } from './correct-outcome.ts';
import { type Correctable, type Standing, standingAfter, worthOf } from './correction.ts';

export interface FeedbackPorts extends CorrectPorts {
  readonly feedback: Pick<FeedbackStore, 'get' | 'put'>;
  readonly terms: TermsReader;
  readonly chains: Pick<ChainStore, 'soldOn'>;
}

export interface Report {
  readonly result: FeedbackResult;
  readonly saleMinor?: bigint | undefined;
  readonly currency?: string | undefined;
  readonly note?: string | undefined;
}

const TRIES = 3;

/**
 * Takes what an advertiser reports of its own outcome, and books what the sale adds by the frozen terms: the difference to
 * what earlier reports added, so the newest report is what counts, in whatever order they are booked.
 *
 * @throws Problem `not-found` for another's outcome, `conflict` for one that did not qualify or after its deadline, `invalid`
 *   for a sale in another currency, `stale` when another report stands than the one that was seen, where one is named
 */
export async function reportFeedback(
  ports: FeedbackPorts,
  advertiserId: string,
  outcomeId: string,
  report: Report,
  seenRevision?: number,
): Promise<Feedback> {
  const found = (await ports.corrections.read([outcomeId])).get(outcomeId);
  if (!found || found.outcome.advertiserId !== advertiserId) throw notFound(`outcome ${outcomeId}`);
  const { currency } = worthOf(found);
  if (report.currency !== undefined && report.currency !== currency) {
    throw invalidField('body.currency', `is not ${currency}, the outcome's own`);
  }
  const terms = await ports.terms.terms(found.outcome.terms);
  const feedback = await store(ports, found, terms, report, seenRevision);
  await bookSale(ports, outcomeId, terms, feedback);
  return feedback;
}

/** Keeps the report as the newest one; the same one again is the one that stands, also after the deadline. */
async function store(
  ports: FeedbackPorts,
  found: Correctable,
  terms: Terms,
  report: Report,
  seenRevision: number | undefined,
): Promise<Feedback> {
  const { outcome } = found;
  const { outcomeId, verdict } = outcome;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const before = await ports.feedback.get(outcomeId);
    const { result, saleMinor, note } = report;
    if (before && isSameReport(before, { result, saleMinor, note })) return before;
    refuseStale(before?.revision ?? 0, seenRevision);
    const atMs = ports.clock.nowMs();
    const { feedbackUntil } = deadlinesOf(terms, verdict?.judgedAtMs ?? atMs, ports.zone);
    if (dayOf(atMs, ports.zone) > feedbackUntil) {
      throw new Problem('conflict', `outcome ${outcomeId} could be reported on until the end of ${feedbackUntil}`);
    }
    const sale = await chainSale(ports, found, terms, result);
    const after = { outcomeId, result, saleMinor, note, atMs, revision: (before?.revision ?? 0) + 1 };
    if (await ports.feedback.put(before, after, sale)) return after;
  }
  throw new Problem('unavailable', `reports of ${outcomeId} keep coming: try again`);
}

/**
 * What a sale adds to a chain is booked on one of its outcomes, whichever the advertiser reports it on first: a report and whose
 * the sale is are kept in one write, so that one that is refused leaves no claim. None where a sale adds nothing.
 *
 * @throws Problem `conflict` naming that outcome
 */
async function chainSale(
  { chains }: FeedbackPorts,
  { outcome: { outcomeId, facts } }: Correctable,
  terms: Terms,
  result: FeedbackResult,
): Promise<ChainSale | undefined> {
  const chain = terms.pricing?.onSale && facts && chainOf(terms, facts);
  if (!chain) return undefined;
  const holder = await chains.soldOn(chain);
  if (result === 'sold' && holder !== undefined && holder !== outcomeId) {
    throw new Problem('conflict', `the sale of this chain is reported on outcome ${holder}`);
  }
  return { chain, isOurs: holder === outcomeId };
}

const PREFIX = 'feedback:';

const revisionOf = (causeId: string): number => Number(causeId.slice(PREFIX.length));

/** The difference to what reports added so far; nothing where a later report was booked already. */
function changeOf(found: Correctable, target: Standing, revision: number): Standing | undefined {
  const booked = found.corrections.filter(({ kind }) => kind === 'feedback');
  if (booked.some(({ causeId }) => revisionOf(causeId) > revision)) return undefined;
  const left = standingAfter(found);
  const difference = (side: 'chargeMinor' | 'payoutMinor'): bigint => {
    const added = booked.reduce((sum, each) => sum + each[side], 0n);
    const change = target[side] - added;
    // A dispute or an adjustment may have taken some of it back already.
    return left[side] + change < 0n ? -left[side] : change;
  };
  const change = { chargeMinor: difference('chargeMinor'), payoutMinor: difference('payoutMinor') };
  return change.chargeMinor === 0n && change.payoutMinor === 0n ? undefined : change;
}

async function bookSale(
  ports: FeedbackPorts,
  outcomeId: string,
  terms: Terms,
  { revision, result, saleMinor }: Feedback,
): Promise<void> {
  if (!terms.pricing?.onSale) return;
  const target = priceSale(terms, result === 'sold' ? (saleMinor ?? 0n) : undefined);
  await correctOutcome(ports, outcomeId, {
    causeId: `${PREFIX}${revision}`,
    kind: 'feedback',
    reason: `reported as ${result}`,
    change: (found) => changeOf(found, target, revision),
  });
}
