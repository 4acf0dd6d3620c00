import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Reply } from '../carrier/dialect.ts';

/** Callers of this area are asked first; the others ring through. All are in Illinois, so that nothing else depends on it. */
export const ASKED_AREA = '217';
const OTHER_AREA = '309';

/** What goes wrong on the way from the carrier to us; each of these happens every day. */
export type Fault = 'none' | 'late' | 'doubled' | 'out-of-order';

export interface PlannedCall {
  /** In E.164, unique per caller within a demo, or withheld. */
  readonly caller: string;
  /** What the caller does when it is asked. */
  readonly replies: readonly Reply[];
  /** Two-letter state, as the carrier would report it. */
  readonly state: string;
  readonly ring: 'answered' | 'no-answer' | 'busy';
  readonly talkSeconds: number;
  readonly fault: Fault;
}

export interface PlannedVisit {
  readonly index: number;
  readonly publisher: number;
  readonly call?: PlannedCall;
  /** Gets a number that another visit has just let go of: nobody can tell whose call it is. */
  readonly handover?: true;
}

export interface DemoPlan {
  /** Visits of a wave run side by side; a wave starts when the one before is judged, so that repeats are always earlier. */
  readonly waves: readonly (readonly PlannedVisit[])[];
}

export const PUBLISHERS = 3;
/** The third publisher is small on purpose: one number, and a line below its threshold unless the demo is long. */
export const SMALL = 2;
const WAVE_VISITS = 100;
const CALL_PERCENT = 45;
export const WITHHELD = 'anonymous';
const REPEAT_PERCENT = 8;
const WITHHELD_PERCENT = 3;

const STATES = ['IL', 'IL', 'IL', 'WI', 'IN', 'MO', 'IA', 'CA'] as const;
const FAULTS: readonly (readonly [Fault, number])[] = [
  ['late', 8],
  ['doubled', 8],
  ['out-of-order', 8],
];

/** A small die over a seeded generator: the same seed rolls the same demo on every machine. */
export function dice(seed: number): (fromIncluded: number, toIncluded: number) => number {
  const generator = xoroshiro128plus(seed);
  return (from, to) => uniformInt(generator, from, to);
}

function pickFault(roll: number): Fault {
  let upTo = 0;
  for (const [fault, percent] of FAULTS) {
    upTo += percent;
    if (roll <= upTo) return fault;
  }
  return 'none';
}

/** Every fourth caller is of the area that is asked. */
const freshCaller = (index: number): string =>
  `+1${index % 4 === 0 ? ASKED_AREA : OTHER_AREA}5${String(index).padStart(6, '0')}`;

/** By key, in Spanish, by word, at the second try, never, and not waiting for it. */
const REPLIES: readonly (readonly Reply[])[] = [
  [{ keys: '1' }],
  [{ keys: '2' }],
  [{ speech: 'There is a leak in my roof.' }],
  [{ keys: '7' }, { keys: '2' }],
  [],
  [{ hangsUp: true }],
];

/** Follows from who calls, so that it takes no throw of the dice. */
const repliesOf = (caller: string): readonly Reply[] => REPLIES[Number(caller.slice(-6)) % REPLIES.length] ?? [];

function planCall(roll: ReturnType<typeof dice>, index: number, earlier: readonly string[]): PlannedCall {
  const chance = roll(1, 100);
  const fresh = freshCaller(index);
  const caller =
    chance <= WITHHELD_PERCENT
      ? WITHHELD
      : chance <= WITHHELD_PERCENT + REPEAT_PERCENT && earlier.length > 0
        ? (earlier[roll(0, earlier.length - 1)] ?? fresh)
        : fresh;
  const ring = roll(1, 100);
  return {
    caller,
    replies: repliesOf(caller),
    state: STATES[roll(0, STATES.length - 1)] ?? 'IL',
    ring: ring <= 6 ? 'no-answer' : ring <= 9 ? 'busy' : 'answered',
    talkSeconds: roll(5, 420),
    fault: pickFault(roll(1, 100)),
  };
}

const handoverCall = (index: number): PlannedCall => ({
  caller: freshCaller(index),
  replies: repliesOf(freshCaller(index)),
  state: 'IL',
  ring: 'answered',
  talkSeconds: 30,
  fault: 'none',
});

/** One wave; a caller calls at most once in it. */
function planWave(roll: ReturnType<typeof dice>, from: number, to: number, earlier: readonly string[]): PlannedVisit[] {
  const used = new Set<string>();
  return Array.from({ length: to - from }, (_, offset): PlannedVisit => {
    const index = from + offset;
    if (offset === 0) return { index, publisher: SMALL, handover: true, call: handoverCall(index) };
    const planned = roll(1, 100) <= CALL_PERCENT ? planCall(roll, index, earlier) : undefined;
    const isFirst = planned && (planned.caller === WITHHELD || !used.has(planned.caller));
    if (isFirst) used.add(planned.caller);
    const share = roll(1, 100);
    const publisher = share <= 55 ? 0 : share <= 98 ? 1 : SMALL;
    return { index, publisher, ...(isFirst ? { call: planned } : {}) };
  });
}

/** The whole demo, decided before the first request. */
export function planDemo(visits: number, seed: number): DemoPlan {
  const roll = dice(seed);
  const waves: PlannedVisit[][] = [];
  const earlier: string[] = [];
  for (let start = 0; start < visits; start += WAVE_VISITS) {
    const wave = planWave(roll, start, Math.min(visits, start + WAVE_VISITS), earlier);
    const callers = wave.flatMap(({ call }) => (call && call.caller !== WITHHELD ? [call.caller] : []));
    earlier.push(...callers);
    waves.push(wave);
  }
  return { waves };
}
