import { invalidField } from '../../kernel/problem.ts';
import { addDays, type Day, daysBetween, daysFrom } from '../../kernel/time.ts';
import type { FactReader } from '../ports.ts';
import type { LakeSet } from './model.ts';
import { entryRow, factRow, lineOf, outcomeRow } from './rows.ts';

/** Items that are exported beside the facts, as they are stored. */
export interface LakeSources {
  /** Of judged outcomes with these ids, those that are there. */
  outcomes(outcomeIds: readonly string[]): Promise<readonly Record<string, unknown>[]>;
  /** Entries that were booked on a day, in the order of booking, page by page. */
  entriesOf(day: Day): AsyncIterable<readonly unknown[]>;
}

export interface Lake {
  /** Puts the lines of a set and day in place of those that were there: the same lines are the same bytes. */
  put(set: LakeSet, day: Day, lines: AsyncIterable<string>): Promise<void>;
}

export interface ExportPorts {
  readonly facts: FactReader;
  readonly visits: FactReader;
  readonly sources: LakeSources;
  readonly lake: Lake;
}

/** Rows of each set that a day has. */
export type Exported = { readonly day: Day } & Readonly<Record<LakeSet, number>>;

/**
 * Writes a day anew: facts, outcomes and entries, each set in the order of its keys. A day of which nothing new is known gives
 * the same bytes again, so a retry and a second export change nothing.
 */
export async function exportDay(ports: ExportPorts, day: Day): Promise<Exported> {
  const { facts, visits, sources, lake } = ports;
  const rows = { facts: 0, outcomes: 0, entries: 0 };
  const judged: string[] = [];
  async function* factLines(): AsyncIterable<string> {
    for (const reader of [facts, visits]) {
      for await (const page of reader.ofDay(day, {})) {
        for (const fact of page) {
          if (fact.kind === 'verdict') judged.push(fact.outcomeId);
          rows.facts += 1;
          yield lineOf(factRow(fact));
        }
      }
    }
  }
  async function* outcomeLines(): AsyncIterable<string> {
    judged.sort();
    for (let at = 0; at < judged.length; at += OUTCOMES_AT_ONCE) {
      const items = await sources.outcomes(judged.slice(at, at + OUTCOMES_AT_ONCE));
      rows.outcomes += items.length;
      for (const item of items) yield lineOf(outcomeRow(item));
    }
  }
  async function* entryLines(): AsyncIterable<string> {
    for await (const page of sources.entriesOf(day)) {
      rows.entries += page.length;
      for (const entry of page) yield lineOf(entryRow(entry));
    }
  }
  await lake.put('facts', day, factLines());
  await lake.put('outcomes', day, outcomeLines());
  await lake.put('entries', day, entryLines());
  return { day, ...rows };
}

/** What DynamoDB gives in one batch. */
const OUTCOMES_AT_ONCE = 100;

/**
 * The days that a night writes: yesterday, and earlier ones of which something may have come since, since a sale counts with its
 * outcome and may be reported for three months.
 */
export const nightlyDays = (today: Day): Day[] => [1, 2, 7, 30, 60, 90].map((days) => addDays(today, -days));

const MAX_DAYS = 31;

/** @throws Problem `invalid` for a period that ends before it begins or is longer than one call works off */
export function daysAsked(from: Day, to: Day): Day[] {
  const count = daysBetween(from, to) + 1;
  if (count < 1 || count > MAX_DAYS) throw invalidField('to', `is not within ${MAX_DAYS} days from the first one`);
  return daysFrom(from, to);
}
