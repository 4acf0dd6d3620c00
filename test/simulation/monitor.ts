import { isDeepStrictEqual } from 'node:util';
import { endOfDayMs } from '../../shared/kernel/time.ts';
import { entryOf } from '../../shared/ledger/entry-item.ts';
import { entrySk } from '../../shared/ledger/keys.ts';
import { verdictEntryId } from '../../shared/outcomes/model.ts';
import { parseLine, parseRun } from '../../shared/payouts/dynamo-items.ts';
import { isSamePerson, RUN_TRANSITIONS, type Run } from '../../shared/payouts/model.ts';
import { CLOSING_MS } from '../../shared/payouts/period.ts';
import type { Item } from './engine/item.ts';
import type { MemoryEngine } from './engine/memory-engine.ts';
import { MAX_SKEW_MS } from './invocation.ts';
import { MAX_CONCURRENT } from './plan-parts.ts';
import type { Trace } from './trace.ts';

/** A broken promise, and when. */
export interface Violation {
  readonly atMs: number;
  readonly what: string;
}

/** The parts of an outcome that a verdict fixes for ever; only its payable day may still move, while no entry lies there. */
const FIXED = ['state', 'judgedSort', 'marks', 'chargeMinor', 'payoutMinor', 'currency', 'publisherKey', 'terms'];

/** Watches every write the moment it happens, so that a broken rule is named where it was broken and not where it shows. */
export class Monitor {
  readonly violations: Violation[] = [];
  readonly #trace: Trace;
  /** Posting keys that had to leave their day. */
  moved = 0;
  readonly #zone: string;
  /** Set once the engine it watches is there. */
  engine: MemoryEngine | undefined;

  constructor(zone: string, trace: Trace) {
    this.#zone = zone;
    this.#trace = trace;
  }

  say(atMs: number, what: string): void {
    this.violations.push({ atMs, what });
    this.#trace.add('BROKEN', () => what);
  }

  readonly watch = (table: string, before: Item | undefined, after: Item | undefined, atMs: number): void => {
    const say = (what: string): void => this.say(atMs, what);
    const pk = String((after ?? before)?.pk);
    if (table === 'ledger') this.#ledger(before, after, say);
    if (table === 'outcomes' && (after ?? before)?.sk === 'OUT') this.#outcome(before, after, say);
    if (table === 'payouts' && pk === 'RUNS') this.#run(before, after, atMs, say);
    if (table === 'payouts' && /^(PUB|RUN)#/.test(pk)) line(before, after, say);
    if (table === 'leases' && Object.keys(after?.slots ?? {}).length > MAX_CONCURRENT) {
      say(`${pk} has more calls at once than it takes`);
    }
  };

  #ledger(before: Item | undefined, after: Item | undefined, say: (what: string) => void): void {
    const { pk, sk } = after ?? before ?? {};
    if (String(sk).startsWith('FROZEN#')) return;
    if (before || !after) {
      say(`the entry ${sk} of ${pk} was written over or removed`);
      return;
    }
    const entry = entryOf(after);
    if (String(sk).startsWith('PAID#')) {
      this.#payment(after, say);
      return;
    }
    for (const item of this.engine?.table('payouts').partition(String(pk)) ?? []) {
      const { fromDay, toDay, runId } = parseLine(item);
      if (fromDay <= entry.payableDay && entry.payableDay <= toDay) {
        say(`the entry ${sk} of ${pk} came into a day that ${runId} had summed`);
      }
    }
  }

  #payment({ pk, sk }: Item, say: (what: string) => void): void {
    const [, runId = ''] = String(sk).split('#');
    const run = this.#runs().find((each) => each.runId === runId);
    if (run?.state !== 'approved' && run?.state !== 'issued') say(`${pk} was paid in ${runId}, which is ${run?.state}`);
    const same = this.engine?.table('ledger').partition(String(pk)) ?? [];
    const payments = same.filter((item) => String(item.sk).startsWith(`PAID#${runId}#`));
    if (payments.length > 1) say(`${pk} was paid twice in ${runId}`);
  }

  #outcome(before: Item | undefined, after: Item | undefined, say: (what: string) => void): void {
    const outcomeId = String((after ?? before)?.pk).slice('OUT#'.length);
    if (!after) {
      say(`the outcome ${outcomeId} was removed`);
      return;
    }
    if (!before || before.state === 'open') return;
    const changed = FIXED.filter((name) => !isDeepStrictEqual(before[name], after[name]));
    if (changed.length > 0) say(`the verdict on ${outcomeId} changed: ${changed.join(', ')}`);
    if (before.payableDay === after.payableDay) return;
    this.moved += 1;
    const key = { pk: String(before.publisherKey), sk: entrySk(String(before.payableDay), verdictEntryId(outcomeId)) };
    if (this.engine?.table('ledger').read(key)) say(`the posting key of ${outcomeId} moved away from its entry`);
  }

  #runs(): Run[] {
    return (this.engine?.table('payouts').partition('RUNS') ?? []).map((item) => parseRun(item));
  }

  #run(before: Item | undefined, after: Item | undefined, atMs: number, say: (what: string) => void): void {
    if (!after) {
      say(`the run ${before?.runId} was removed`);
      return;
    }
    const run = parseRun(after);
    if (!before) {
      const earliestMs = endOfDayMs(run.toDay, this.#zone) + CLOSING_MS - MAX_SKEW_MS;
      if (atMs < earliestMs)
        say(`${run.runId} was opened ${Math.round((earliestMs - atMs) / 60_000)} minutes too early`);
      return;
    }
    changeOfRun(parseRun(before), run, say);
    const drawing = this.#runs().filter(({ state }) => state === 'drawing' || state === 'stopped');
    if (drawing.length > 1) say(`${drawing.map(({ runId }) => runId).join(' and ')} draw lines at the same time`);
  }
}

function changeOfRun(before: Run, after: Run, say: (what: string) => void): void {
  const { runId } = after;
  const allowed: readonly string[] = RUN_TRANSITIONS[before.state];
  if (before.state !== after.state && !allowed.includes(after.state)) {
    say(`${runId} went from ${before.state} to ${after.state}`);
  }
  if (after.version !== before.version + 1) say(`${runId} was changed on an old reading`);
  if (after.state === 'stopped') say(`${runId} stopped: ${after.stopped?.reason}`);
  if (after.state === 'cancelled' && before.sealedBy)
    say(`${runId} was cancelled, and ${before.sealedBy} builds on it`);
  if (before.approved && !isDeepStrictEqual(before.approved, after.approved)) say(`${runId} was approved twice`);
  const by = after.approved?.by;
  if (by && [after.opened.by, ...after.changedBy].some((actor) => isSamePerson(actor, by))) {
    say(`${runId} was approved by ${by.subjectId}, who opened or changed it`);
  }
}

function line(before: Item | undefined, after: Item | undefined, say: (what: string) => void): void {
  if (before || !after) {
    say(`the line ${(after ?? before)?.sk} of ${(after ?? before)?.pk} was written over or removed`);
    return;
  }
  const { publisherId, payMinor, runId } = parseLine(after);
  if (payMinor < 0n) say(`${runId} pays ${publisherId} a negative amount`);
}
