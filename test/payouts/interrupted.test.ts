import { describe, expect, it } from 'vitest';
import { approveRun } from '../../shared/payouts/approve-run.ts';
import { closeRuns } from '../../shared/payouts/close-run.ts';
import { drawLine } from '../../shared/payouts/draw-line.ts';
import { enlistPublishers } from '../../shared/payouts/enlist-publishers.ts';
import { issuePayments } from '../../shared/payouts/issue-payments.ts';
import { openWeeklyRun } from '../../shared/payouts/open-run.ts';
import { achPayee, SENDERS } from './bank-details.ts';
import { BEN, createWorld, type World } from './world.ts';

const RUN = 'run_weekly_2026-03-01';
const FAR_MS = Number.MAX_SAFE_INTEGER;

class Killed extends Error {}

/** Lets calls through until the n-th, which dies before or after its effect, and takes all later ones with it. */
function killAt(callNumber: number, after: boolean) {
  let calls = 0;
  const wrap = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, name) {
        const method = Reflect.get(target, name);
        if (typeof method !== 'function' || name === 'pages' || name === 'each') return method;
        return async (...args: unknown[]) => {
          calls += 1;
          if (calls > callNumber || (calls === callNumber && !after)) throw new Killed();
          const answer = await method.apply(target, args);
          if (calls >= callNumber) throw new Killed();
          return answer;
        };
      },
    });
  return { wrap, calls: () => calls };
}

type Deps = Pick<
  World,
  'runs' | 'lines' | 'directory' | 'outbox' | 'book' | 'files' | 'entries' | 'clock' | 'zone' | 'payments' | 'senders'
> &
  Pick<World, 'openAccount'>;

/** The whole road once, as far as it gets. */
async function walk(world: World, deps: Deps): Promise<void> {
  await openWeeklyRun(deps);
  await enlistPublishers(deps, FAR_MS);
  // A queue forgets a message only when it was handled.
  for (const message of [...world.sent]) {
    await drawLine(deps, message.runId, message.publisherId);
    world.sent.splice(world.sent.indexOf(message), 1);
  }
  await closeRuns(deps);
  if ((await deps.runs.get(RUN))?.state === 'drawn') await approveRun(deps, RUN, BEN);
  await issuePayments(deps, FAR_MS);
}

async function result(world: World) {
  const { files, totals, state } = await world.run(RUN);
  const paid: string[] = [];
  const kept: string[] = [];
  for (const id of ['pub_a', 'pub_b', 'pub_c']) {
    for await (const page of world.entries.allPages(id)) {
      for (const { kind, postings } of page) {
        if (kind === 'payment') paid.push(`${id} ${postings[0]?.amountMinor}`);
        if (kind === 'reserve') kept.push(`${id} ${postings[0]?.amountMinor}`);
      }
    }
  }
  return { files, totals, state, paid, kept, stored: [...world.files.stored] };
}

async function newWorld(): Promise<World> {
  const world = await createWorld();
  world.configured.value = SENDERS;
  await world.addPublisher('pub_a', { payee: achPayee('111122223333'), reserve: { bps: 1_000, periods: 2 } });
  await world.addPublisher('pub_b', { payee: null });
  await world.addPublisher('pub_c');
  await world.owe('pub_a', '2026-03-01', 1_100n);
  await world.owe('pub_b', '2026-03-01', 40n);
  await world.owe('pub_c', '2026-02-28', 77n);
  return world;
}

function killable(world: World, callNumber: number, after: boolean) {
  const { wrap, calls } = killAt(callNumber, after);
  const { runs, lines, directory, outbox, book, files, payments } = world;
  const deps: Deps = {
    ...world,
    runs: wrap(runs),
    lines: wrap(lines),
    directory: wrap(directory),
    outbox: wrap(outbox),
    book: wrap(book),
    files: wrap(files),
    payments: wrap(payments),
  };
  return { deps, calls };
}

describe('a run that is killed at any call, before or after its effect, and started again', () => {
  it('ends with the same lines, payments and bytes as one that is not', async () => {
    const calm = await newWorld();
    const { deps, calls } = killable(calm, Number.POSITIVE_INFINITY, false);
    await walk(calm, deps);
    const expected = await result(calm);
    expect(expected).toMatchObject({ state: 'issued', paid: ['pub_a 990', 'pub_c 77'] });
    const names = expected.stored.map(([key]) => key.split('/').at(-1));
    expect(names).toEqual([`payments_${RUN}_nacha_USD_1.ach`, `payments_${RUN}_USD_1.csv`]);
    expect(expected.kept).toEqual(['pub_a 110']);
    const total = calls();
    expect(total).toBeGreaterThan(30);
    for (let callNumber = 1; callNumber <= total; callNumber += 1) {
      const world = await newWorld();
      const { deps: dying } = killable(world, callNumber, callNumber % 2 === 0);
      await expect(walk(world, dying)).rejects.toThrow();
      await walk(world, world);
      expect(await result(world), `killed at call ${callNumber}`).toEqual(expected);
    }
  }, 120_000);
});
