import type { z } from 'zod';
import type { Criterion } from '../catalog/criteria.ts';
import type { Model } from '../catalog/model.ts';
import type { Page, PageRequest } from '../kernel/page.ts';
import { invalidField } from '../kernel/problem.ts';
import { addDays, type Clock, type Day, dayOf, endOfDayMs, startOfDayMs, toIso } from '../kernel/time.ts';
import type { previewView } from './contract/previews.ts';
import { evaluateCriteria, explain, failedBy, isMet } from './evaluate-criteria.ts';
import { gather, type JudgePorts } from './judge-outcome.ts';
import type { Outcome } from './model.ts';
import type { JudgedOutcome, JudgedOutcomes, OutcomeStore } from './ports.ts';

type Preview = z.input<typeof previewView>;
type Previewed = Preview['items'][number];

export interface PreviewPorts extends Pick<JudgePorts, 'history' | 'customers'> {
  readonly judged: JudgedOutcomes;
  readonly outcomes: Pick<OutcomeStore, 'get'>;
  readonly clock: Clock;
  readonly zone: string;
}

export interface PreviewRequest {
  readonly advertiserId: string;
  readonly criteria: Criterion;
  readonly model: Model;
  readonly offerId?: string | undefined;
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
}

const WEEK_DAYS = 7;

/** Outcomes that are read and judged at the same time: enough to hide the table's latency, few enough for one container. */
const WIDTH = 20;

/**
 * Judges an advertiser's judged outcomes by other criteria, by all that is known of them now. Nothing is written: verdicts
 * stand.
 *
 * @throws Problem `invalid` for days in the wrong order
 */
export async function previewCriteria(
  ports: PreviewPorts,
  request: PreviewRequest,
  page: PageRequest,
): Promise<Preview> {
  const { items, nextCursor } = await judgedOf(ports, request, page);
  const previewed: Previewed[] = [];
  for (let start = 0; start < items.length; start += WIDTH) {
    const some = items.slice(start, start + WIDTH).map((item) => previewOne(ports, request, item));
    previewed.push(...(await Promise.all(some)).filter((each) => each !== undefined));
  }
  const qualified = previewed.filter(({ wouldBe }) => wouldBe === 'qualified');
  const lost = previewed.filter(({ was, wouldBe }) => was === 'qualified' && wouldBe === 'rejected');
  const counts = {
    seen: previewed.length,
    qualified: qualified.length,
    gained: qualified.filter(({ was }) => was === 'rejected').length,
    lost: lost.length,
  };
  return { counts, items: previewed, ...(nextCursor === undefined ? {} : { nextCursor }) };
}

function judgedOf(
  { judged, clock, zone }: PreviewPorts,
  { advertiserId, offerId, from, to }: PreviewRequest,
  page: PageRequest,
): Promise<Page<JudgedOutcome>> {
  const first = from ?? addDays(to ?? dayOf(clock.nowMs(), zone), -WEEK_DAYS);
  if (to !== undefined && to < first) throw invalidField('body.to', 'is before from');
  const beforeMs = to === undefined ? undefined : endOfDayMs(to, zone);
  return judged.list({ advertiserId }, { offerId, fromMs: startOfDayMs(first, zone), beforeMs }, page);
}

/** Undefined for an outcome of another model: its facts have no answer to what is asked. */
async function previewOne(
  ports: PreviewPorts,
  { criteria, model, advertiserId }: PreviewRequest,
  { outcomeId, state: was }: JudgedOutcome,
): Promise<Previewed | undefined> {
  const outcome = await ports.outcomes.get(outcomeId);
  const facts = outcome && knownOf(outcome);
  if (!facts || outcome.model !== model) return undefined;
  const { offerId } = outcome.terms;
  const background = await gather(ports, { ...outcome, facts }, { criteria, offerId, advertiserId });
  const marks = evaluateCriteria(criteria, facts, background);
  const wouldBe = isMet(facts, marks) ? 'qualified' : 'rejected';
  return {
    outcomeId,
    offerId,
    openedAt: toIso(outcome.openedAtMs),
    was,
    wouldBe,
    ...(wouldBe === 'rejected' && { failed: failedBy(criteria, marks) }),
    criteria: explain(criteria, marks),
  };
}

const knownOf = ({ facts, late }: Outcome) => late?.facts ?? facts;
