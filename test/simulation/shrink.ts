import { nameOf } from './faults.ts';
import type { Violation } from './monitor.ts';
import type { Plan } from './plan.ts';
import { runSeed } from './run-seed.ts';
import type { Choice } from './world.ts';

/** Reruns that one search may take: some seconds. */
const MAX_RERUNS = 250;

/** The least that still breaks the rule. */
export interface Shrunk {
  readonly violation: Violation;
  /** What of the plan is needed, by name. */
  readonly needed: readonly string[];
  /** Which faults are needed, by name. */
  readonly faults: readonly string[];
  readonly trace: readonly string[];
}

const namesOf = ({ calls, leads, meetings, corrections, adjustments, runs, payees }: Plan): string[] =>
  [...calls, ...leads, ...meetings, ...corrections, ...adjustments, ...runs, ...payees].map(({ id }) => id);

const keeping =
  (names: ReadonlySet<string>) =>
  (plan: Plan): Plan => {
    const kept = <T extends { readonly id: string }>(list: readonly T[]): T[] => list.filter(({ id }) => names.has(id));
    const { calls, leads, meetings, corrections, adjustments, runs, payees } = plan;
    return {
      ...plan,
      ...{ calls: kept(calls), leads: kept(leads), meetings: kept(meetings) },
      ...{ corrections: kept(corrections), adjustments: kept(adjustments) },
      ...{ runs: kept(runs), payees: kept(payees) },
    };
  };

/**
 * Leaves out half of what is there, then a quarter, and so on, as long as the rule still breaks: delta debugging after
 * Zeller. Every place in the simulation rolls its own dice, so what stays is not disturbed by what goes.
 */
async function fewest(
  all: readonly string[],
  stillBreaks: (kept: readonly string[]) => Promise<boolean>,
): Promise<readonly string[]> {
  let kept = all;
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < kept.length; ) {
      const fewer = [...kept.slice(0, start), ...kept.slice(start + size)];
      if (await stillBreaks(fewer)) kept = fewer;
      else start += size;
    }
  }
  return kept;
}

/** Finds the shortest story of a seed that breaks a rule; undefined for one that breaks none. */
export async function shrink(choice: Choice): Promise<Shrunk | undefined> {
  const whole = await runSeed(choice);
  if (whole.violations.length === 0) return undefined;
  let reruns = 0;
  let names: readonly string[] = namesOf(whole.world.plan);
  let faults: readonly string[] = whole.world.faults.fired.map(nameOf);
  const run = (keptNames: readonly string[], keptFaults: readonly string[], isTraced = false) =>
    runSeed({ ...choice, trim: keeping(new Set(keptNames)), allowed: new Set(keptFaults), isTraced });
  const breaks = async (keptNames: readonly string[], keptFaults: readonly string[]): Promise<boolean> => {
    reruns += 1;
    return reruns <= MAX_RERUNS && (await run(keptNames, keptFaults)).violations.length > 0;
  };
  names = await fewest(names, (kept) => breaks(kept, faults));
  faults = await fewest(faults, (kept) => breaks(names, kept));
  const { violations, world } = await run(names, faults, true);
  const violation = violations[0];
  if (!violation) throw new Error(`seed ${choice.seed} is not the same when it is played again`);
  return { violation, needed: names, faults, trace: world.trace.story(violation.atMs, violation.what) };
}
