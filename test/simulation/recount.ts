import { deterministicId } from '../../shared/kernel/ids.ts';
import { wallClock } from '../../shared/kernel/time.ts';
import { entryOf } from '../../shared/ledger/entry-item.ts';
import type { Entry } from '../../shared/ledger/model.ts';
import { verdictEntryId } from '../../shared/outcomes/model.ts';
import type { Dimension } from '../../shared/reporting/model.ts';
import type { Item } from './engine/item.ts';
import type { World } from './world.ts';

/** What one cell of a report says, and what a recount must say. */
export interface Cell {
  outcomes: number;
  qualified: number;
  rejected: number;
  answered: number;
  talkSeconds: number;
  chargeMinor: bigint;
  payoutMinor: bigint;
}

type Values = Readonly<Partial<Record<Dimension, string>>>;

/** One thing to count: where it stands, and what it adds. */
interface Count {
  readonly at: Values;
  readonly adds: Partial<Cell>;
}

/** From the items as they lie there: nothing of reporting's own reading or adding is used. */
export function recount({ engine, plan }: World): Count[] {
  const entries = new Map(
    engine
      .items('ledger')
      .filter(({ sk }) => /^\d/.test(String(sk)))
      .map((item) => entryOf(item))
      .map((entry) => [entry.entryId, entry]),
  );
  const items = engine.items('outcomes');
  const judged = items.filter((item) => item.sk === 'OUT' && item.judgedSort !== undefined);
  const byPk = new Map(judged.map((item) => [item.pk, item]));
  const corrected = items.filter(({ sk }) => sk === 'MONEY');
  return [
    ...judged.map((item) => countOfVerdict(item, entries, plan.zone)),
    ...corrected.flatMap((money) => countsOfCorrections(byPk.get(money.pk), money, entries, plan.zone)),
  ];
}

function countOfVerdict(item: Item, entries: ReadonlyMap<string, Entry>, zone: string): Count {
  const facts = item.facts as { readonly talk?: number };
  const talkSeconds = facts.talk ?? 0;
  const own = entries.get(verdictEntryId(outcomeIdOf(item)));
  return {
    at: {
      ...placeOf(item, Number(item.judgedSort), zone),
      ...{ state: String(item.state), failed: String(item.why ?? '') },
    },
    adds: {
      outcomes: 1,
      [String(item.state)]: 1,
      ...(talkSeconds > 0 ? { answered: 1, talkSeconds } : {}),
      ...(own && moneyOf(own)),
    },
  };
}

/** What the list of corrections says was decided, with the amounts that the ledger booked for it. */
function countsOfCorrections(
  item: Item | undefined,
  money: Item,
  entries: ReadonlyMap<string, Entry>,
  zone: string,
): Count[] {
  if (!item) return [];
  const list = money.list as readonly { readonly causeId: string; readonly atMs: number }[];
  const publisherId = String(item.publisherKey).slice('PUB#'.length);
  return list.flatMap(({ causeId, atMs }) => {
    const entryId = deterministicId('entry', publisherId, 'adjustment', `${outcomeIdOf(item)}/${causeId}`);
    const entry = entries.get(entryId);
    return { at: placeOf(item, atMs, zone), adds: entry ? moneyOf(entry) : {} };
  });
}

const outcomeIdOf = ({ pk }: Item): string => String(pk).slice('OUT#'.length);

function moneyOf({ postings }: Entry): Pick<Cell, 'chargeMinor' | 'payoutMinor'> {
  const sum = (suffix: string): bigint =>
    postings.reduce((total, each) => (each.account.endsWith(suffix) ? total + each.amountMinor : total), 0n);
  return { chargeMinor: sum(':receivable'), payoutMinor: -sum(':payable') };
}

function placeOf(item: Item, atMs: number, zone: string): Values {
  const { region, target } = item.facts as { readonly region?: string; readonly target?: string };
  const { day, weekday, minuteOfDay } = wallClock(atMs, zone);
  return {
    ...{ day, weekday: String(weekday), hour: String(Math.floor(minuteOfDay / 60)).padStart(2, '0') },
    ...{ offer: String(item.offerId), model: String(item.model), source: String(item.source ?? 'unknown') },
    advertiser: String(item.advertiserKey).slice('ADV#'.length),
    publisher: String(item.publisherKey).slice('PUB#'.length),
    ...{ region: region ?? '', target: target ?? '', state: '', failed: '' },
  };
}

const NOTHING: Cell = {
  ...{ outcomes: 0, qualified: 0, rejected: 0, answered: 0, talkSeconds: 0 },
  ...{ chargeMinor: 0n, payoutMinor: 0n },
};

export function cellsOf(groupBy: readonly Dimension[], counts: readonly Count[]): ReadonlyMap<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const { at, adds } of counts) {
    const name = JSON.stringify(groupBy.map((dimension) => at[dimension]));
    const cell = cells.get(name) ?? { ...NOTHING };
    for (const key of ['outcomes', 'qualified', 'rejected', 'answered', 'talkSeconds'] as const) {
      cell[key] += adds[key] ?? 0;
    }
    cell.chargeMinor += adds.chargeMinor ?? 0n;
    cell.payoutMinor += adds.payoutMinor ?? 0n;
    cells.set(name, cell);
  }
  return cells;
}
