import type { Fact, FactFilter } from './model.ts';
import { checkPeriod, ownFilter, type Period, type ReportPorts, readFacts, sideOf, type Who } from './read-facts.ts';
import { type Counts, Tally } from './tally.ts';

/** The way of each model, from the page to the money. */
const STAGES = {
  call: ['visits', 'calls', 'answered', 'qualified', 'paid'],
  lead: ['visits', 'leads', 'qualified', 'paid'],
  appointment: ['visits', 'appointments', 'held', 'qualified', 'paid'],
} as const satisfies Record<string, readonly (keyof Counts | 'paid')[]>;

export type FunnelModel = keyof typeof STAGES;

export interface FunnelRequest extends Period {
  readonly model: FunnelModel;
  readonly filter: FactFilter;
}

export interface Stage {
  readonly stage: string;
  readonly count: number;
  /** Of the stage before it; null where that is empty, and for the first. */
  readonly ofBefore: number | null;
}

export interface Funnel {
  readonly stages: Stage[];
  /** Why those that did not qualify did not, the most frequent criterion first. */
  readonly rejected: { readonly failed: string; readonly count: number }[];
}

/**
 * How many go on from each stage to the next, and by which criterion the others were lost. `paid` are outcomes whose payout,
 * with the corrections of the period, is above zero.
 *
 * @throws Problem `invalid` for a period that ends before it begins or is too long, `not-found` for another's
 */
export async function makeFunnel(ports: ReportPorts, who: Who, request: FunnelRequest): Promise<Funnel> {
  checkPeriod(request, 'query.to');
  const filter = { ...ownFilter(who, request.filter), model: request.model };
  const tally = new Tally();
  const earned = new Earned();
  const failed = new Map<string, number>();
  await readFacts(ports, request, filter, sideOf(who), ({ fact }) => {
    tally.add(fact);
    earned.add(fact);
    if (fact.kind !== 'verdict' || fact.state !== 'rejected') return;
    const criterion = fact.failed ?? '';
    failed.set(criterion, (failed.get(criterion) ?? 0) + 1);
  });
  const counts = { ...tally.sums().counts, paid: earned.count() };
  const stages = STAGES[request.model].map((stage, index, all): Stage => {
    const before = all[index - 1];
    return {
      stage,
      count: counts[stage],
      ofBefore: before && counts[before] > 0 ? counts[stage] / counts[before] : null,
    };
  });
  const rejected = [...failed].map(([criterion, count]) => ({ failed: criterion, count }));
  rejected.sort((a, b) => b.count - a.count || (a.failed < b.failed ? -1 : 1));
  return { stages, rejected };
}

/** What each outcome that qualified earned, corrections included. */
class Earned {
  readonly #qualified = new Set<string>();
  readonly #payoutMinor = new Map<string, bigint>();

  add(fact: Fact): void {
    if (fact.kind !== 'verdict' && fact.kind !== 'correction') return;
    if (fact.kind === 'verdict' && fact.state === 'qualified') this.#qualified.add(fact.outcomeId);
    this.#payoutMinor.set(fact.outcomeId, (this.#payoutMinor.get(fact.outcomeId) ?? 0n) + fact.payoutMinor);
  }

  count(): number {
    return [...this.#qualified].filter((outcomeId) => (this.#payoutMinor.get(outcomeId) ?? 0n) > 0n).length;
  }
}
