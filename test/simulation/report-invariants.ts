import { isDeepStrictEqual } from 'node:util';
import { addDays, dayOf } from '../../shared/kernel/time.ts';
import { dynamoClicks } from '../../shared/reporting/clicks/dynamo-clicks.ts';
import { dynamoFacts, dynamoTraits } from '../../shared/reporting/dynamo-facts.ts';
import { dynamoVisits } from '../../shared/reporting/dynamo-visits.ts';
import { reportsTable } from '../../shared/reporting/keys.ts';
import { makeReport } from '../../shared/reporting/make-report.ts';
import type { Dimension } from '../../shared/reporting/model.ts';
import { rebuildFacts } from '../../shared/reporting/rebuild-facts.ts';
import type { Item } from './engine/item.ts';
import { memoryClient } from './engine/memory-client.ts';
import { MemoryEngine } from './engine/memory-engine.ts';
import { type Cell, cellsOf, recount } from './recount.ts';
import type { World } from './world.ts';

/** Every dimension that calls have, so that each cell of each kind of report is looked at. */
const GROUPINGS: readonly (readonly Dimension[])[] = [
  ['day', 'offer', 'publisher'],
  ['weekday', 'hour', 'source'],
  ['advertiser', 'target', 'region'],
  ['day', 'state', 'failed'],
  ['hour', 'model', 'publisher'],
];

/**
 * Reports equal a recount of ledger and outcomes, cell by cell, and a rebuild from nothing gives the same bytes. What the stream's
 * reader gave up is made good by the nightly rebuild first.
 */
export async function reportsOf(world: World): Promise<string[]> {
  const { engine, plan, scheduler, stream } = world;
  const rebuilt = new MemoryEngine([reportsTable]);
  await rebuildInto(world, rebuilt);
  if (stream.givenUp > 0) await rebuildInto(world, engine);
  const bytes = (from: MemoryEngine): Item[] => from.items('reports').sort(byKey);
  const isSame = isDeepStrictEqual(bytes(engine), bytes(rebuilt));
  const counts = recount(world);
  const client = clientOf(engine, scheduler.nowMs);
  const ports = {
    facts: dynamoFacts(client, 'reports'),
    visits: dynamoVisits(client, 'reports'),
    clicks: dynamoClicks(client, 'reports', plan.zone),
    names: { namesOf: async () => [] },
    zone: plan.zone,
  };
  const period = { from: addDays(dayOf(plan.startMs, plan.zone), -2), to: addDays(plan.lastDay, 4) };
  const broken = isSame ? [] : ['a rebuild of the reports gives other bytes'];
  for (const groupBy of GROUPINGS) {
    const { rows } = await makeReport(
      ports,
      { role: 'operator', subjectId: 'sim' },
      { ...period, groupBy, filter: {} },
    );
    const told = new Map(
      rows.map(({ group, counts: { outcomes, qualified, rejected, answered, talkSeconds }, money: [money] }) => [
        JSON.stringify(groupBy.map((dimension) => group[dimension])),
        {
          ...{ outcomes, qualified, rejected, answered, talkSeconds },
          ...{ chargeMinor: money?.chargeMinor ?? 0n, payoutMinor: money?.payoutMinor ?? 0n },
        },
      ]),
    );
    broken.push(...differences(groupBy, told, cellsOf(groupBy, counts)));
  }
  return broken;
}

const byKey = (a: Item, b: Item): number => (`${a.pk} ${a.sk}` < `${b.pk} ${b.sk}` ? -1 : 1);

const clientOf = (engine: MemoryEngine, atMs: number) =>
  memoryClient(async (request) => engine.serve(request, { atMs }));

async function rebuildInto({ engine, plan, scheduler }: World, into: MemoryEngine): Promise<void> {
  const items = { page: async () => ({ items: engine.items('outcomes'), next: undefined }) };
  const facts = dynamoFacts(clientOf(into, scheduler.nowMs), 'reports');
  const traits = dynamoTraits(clientOf(engine, scheduler.nowMs), 'outcomes');
  await rebuildFacts({ items, facts, traits, zone: plan.zone });
}

function differences(
  groupBy: readonly Dimension[],
  told: ReadonlyMap<string, Cell>,
  counted: ReadonlyMap<string, Cell>,
): string[] {
  const names = new Set([...told.keys(), ...counted.keys()]);
  const shown = (cell: Cell | undefined): string =>
    JSON.stringify(cell ?? null, (_key, value) => (typeof value === 'bigint' ? Number(value) : value));
  return [...names]
    .filter((name) => !isDeepStrictEqual(told.get(name), counted.get(name)))
    .map(
      (name) =>
        `the report by ${groupBy} says ${shown(told.get(name))} of ${name}, a recount ${shown(counted.get(name))}`,
    );
}
