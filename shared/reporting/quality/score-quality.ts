import { addDays, type Clock, type Day, dayOf, daysFrom } from '../../kernel/time.ts';
import type { Fact } from '../model.ts';
import type { FactReader } from '../ports.ts';
import { Tally } from '../tally.ts';
import { MAX_PARTS, type QualityStore, type ScoredParts } from './ports.ts';
import { type QualityCounts, qualityOf } from './score.ts';

/** A quarter: long enough for sales to be reported, short enough for somebody who does better to see it. */
export const QUALITY_DAYS = 90;

/** A publisher's score as prices and deals go by it. */
export interface PublishedScore {
  readonly score: number;
  readonly asOf: Day;
}

export interface ScoreQualityPorts {
  readonly facts: FactReader;
  readonly quality: QualityStore;
  /** Tells the catalog, where the hot path has it at hand; undefined for somebody of whom nothing is known any more. */
  readonly publish: (publisherId: string, score: PublishedScore | undefined) => Promise<void>;
  readonly clock: Clock;
  /** The network's zone: days are cut in it. */
  readonly zone: string;
}

interface Tallies {
  readonly all: Tally;
  readonly sources: Map<string, Tally>;
  readonly setters: Map<string, Tally>;
  readonly advertisers: Map<string, Tally>;
}

/**
 * Reckons everybody's quality anew from the facts of the last 90 days, and publishes the scores. It may stop anywhere and be
 * run again: each score follows from the facts alone.
 */
export async function scoreQuality(ports: ScoreQualityPorts): Promise<{ readonly publishers: number }> {
  const asOf = dayOf(ports.clock.nowMs(), ports.zone);
  const tallies = await tally(ports.facts, asOf);
  for (const [publisherId, found] of tallies) {
    const scored = { publisherId, asOf, ...scoredParts(found) };
    await ports.quality.keep(scored);
    await ports.publish(publisherId, { score: qualityOf(scored.counts).score, asOf });
  }
  await forgetOthers(ports, tallies);
  return { publishers: tallies.size };
}

async function tally(facts: FactReader, asOf: Day): Promise<ReadonlyMap<string, Tallies>> {
  const tallies = new Map<string, Tallies>();
  for (const day of daysFrom(addDays(asOf, 1 - QUALITY_DAYS), asOf)) {
    for await (const page of facts.ofDay(day, {})) {
      for (const fact of page) {
        const { publisherId } = fact;
        const of = tallies.get(publisherId) ?? noTallies();
        tallies.set(publisherId, of);
        add(of, fact);
      }
    }
  }
  return tallies;
}

const noTallies = (): Tallies => ({
  ...{ all: new Tally(), sources: new Map(), setters: new Map(), advertisers: new Map() },
});

function add({ all, sources, setters, advertisers }: Tallies, fact: Fact): void {
  all.add(fact);
  addTo(advertisers, fact.advertiserId, fact);
  addPart(sources, fact.source, fact);
  if (fact.setterId !== undefined) addPart(setters, fact.setterId, fact);
}

function addPart(tallies: Map<string, Tally>, name: string, fact: Fact): void {
  if (tallies.has(name) || tallies.size < MAX_PARTS) addTo(tallies, name, fact);
}

function addTo(tallies: Map<string, Tally>, name: string, fact: Fact): void {
  const tally = tallies.get(name) ?? new Tally();
  tallies.set(name, tally);
  tally.add(fact);
}

const countsOf = (tally: Tally): QualityCounts => {
  const { outcomes, qualified, held, noShows, sold, unsold, bad, disputed } = tally.sums().counts;
  // A credit that was undone within these days may have been given before them.
  return { outcomes, qualified, held, noShows, sold, unsold, bad, disputed };
};

const countsOfEach = (tallies: ReadonlyMap<string, Tally>): ReadonlyMap<string, QualityCounts> =>
  new Map([...tallies].map(([name, each]) => [name, countsOf(each)]));

const scoredParts = ({ all, sources, setters, advertisers }: Tallies): Omit<ScoredParts, 'publisherId' | 'asOf'> => ({
  counts: countsOf(all),
  sources: countsOfEach(sources),
  setters: countsOfEach(setters),
  advertisers: countsOfEach(advertisers),
});

const PAGE = 100;
/** A hundred thousand publishers are beyond anything we know. */
const MAX_PAGES = 1_000;

/** Whoever brought nothing for a quarter is unknown again, as a newcomer is. */
async function forgetOthers(
  { quality, publish }: ScoreQualityPorts,
  known: ReadonlyMap<string, unknown>,
): Promise<void> {
  const gone: string[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await quality.list({ limit: PAGE, cursor });
    gone.push(...page.items.map(({ publisherId }) => publisherId).filter((publisherId) => !known.has(publisherId)));
    cursor = page.nextCursor;
    if (cursor === undefined) break;
  }
  for (const publisherId of gone) {
    await publish(publisherId, undefined);
    await quality.forget(publisherId);
  }
}
