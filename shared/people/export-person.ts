import { type EpochMs, toIso } from '../kernel/time.ts';
import type { Outcome } from '../outcomes/model.ts';
import type { VisitTrace } from '../tracking/visit-traces.ts';
import { findPerson, type Who } from './find-person.ts';
import type { Listing, PeoplePorts } from './ports.ts';

/** An answer holds that many; what is older is asked for by `continueBefore`. */
const MAX_OUTCOMES = 200;

interface ShownOutcome {
  readonly outcomeId: string;
  readonly model: string;
  /** What each context keeps beside it, by the trace's name. */
  readonly [kept: string]: unknown;
}

/** Everything that is kept of a person, without money: prices are the business of those who bought and sold. */
export interface PersonExport {
  readonly exportedAt: string;
  readonly lists: Listing[];
  readonly visits: ReturnType<typeof shownVisit>[];
  readonly outcomes: ShownOutcome[];
  readonly continueBefore?: string | undefined;
}

/**
 * Everything kept of a person in any table, by phone, by e-mail or both, in clear.
 *
 * @throws Problem `invalid` where neither can be read
 */
export async function exportPerson(ports: PeoplePorts, who: Who, beforeMs?: EpochMs): Promise<PersonExport> {
  const { hashes, known, moreBeforeMs } = await findPerson(ports, who, MAX_OUTCOMES, beforeMs);
  const outcomes: ShownOutcome[] = [];
  for (const { outcome } of known) outcomes.push(await shown(ports, outcome));
  const visits: ReturnType<typeof shownVisit>[] = [];
  for (const [publisherId, visitIds] of visitsOf(known.map(({ outcome }) => outcome))) {
    visits.push(...(await ports.visits.of(publisherId, visitIds)).map(shownVisit));
  }
  return {
    exportedAt: toIso(ports.clock.nowMs()),
    lists: [...(await ports.lists.find(hashes))],
    visits,
    outcomes,
    continueBefore: moreBeforeMs === undefined ? undefined : toIso(moreBeforeMs),
  };
}

async function shown({ traces }: PeoplePorts, outcome: Outcome): Promise<ShownOutcome> {
  const { outcomeId, model, advertiserId, terms, state, openedAtMs, attribution, contactMasked, facts, verdict } =
    outcome;
  const kept = await Promise.all(traces.map(async (trace) => [trace.name, await trace.show(outcome)] as const));
  return {
    outcomeId,
    model,
    offerId: terms.offerId,
    advertiserId,
    publisherId: terms.publisherId,
    state,
    openedAt: toIso(openedAtMs),
    judgedAt: verdict && toIso(verdict.judgedAtMs),
    person: contactMasked,
    region: facts?.region,
    answers: facts?.answers,
    source: attribution.source,
    visit: attribution.visit,
    ...Object.fromEntries(kept),
  };
}

const shownVisit = ({ poolId, number, holding: { visit, untilMs } }: VisitTrace) => ({
  poolId,
  number,
  visitId: visit.visitId,
  at: toIso(visit.atMs),
  until: toIso(untilMs),
  url: visit.url,
  referrer: visit.referrer,
  params: visit.params && { ...visit.params },
});

/** The visits of outcomes, by whose pages they were on. */
export function visitsOf(outcomes: readonly Outcome[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { terms, attribution } of outcomes) {
    const { visit } = attribution;
    if (!visit) continue;
    const ids = found.get(terms.publisherId) ?? new Set<string>();
    found.set(terms.publisherId, ids.add(visit.visitId));
  }
  return found;
}
