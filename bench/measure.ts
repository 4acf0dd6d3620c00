import type { RoadWorld } from '../test/road/world.ts';
import { dollarsPerMillion, type Usage } from './prices.ts';
import { round, type Timing, timing } from './statistics.ts';

/** One verb measured beside its floor: the two take turns, so that a slow second of the machine hits both. */
export interface Measured extends Timing {
  readonly bench: string;
  /** What one run of it is. */
  readonly of: string;
  readonly meanWriteUnits: number;
  readonly meanReadUnits: number;
  readonly dollarsPerMillion: number;
  /** Median of one bare conditional write in the same run. */
  readonly floorP50Ms: number;
  readonly ratioToFloor: number;
}

export interface Subject {
  readonly bench: string;
  readonly of: string;
  readonly runs: number;
  /** Everything that a run needs and that is not part of it. */
  readonly prepare?: (index: number) => Promise<void>;
  readonly run: (index: number) => Promise<unknown>;
  /** What follows a run and is not part of it; neither timed nor counted. */
  readonly after?: () => Promise<void>;
  /** Units, requests and time are measured; this is what the rest of the bill consists of. */
  readonly bill: Pick<Usage, 'invocations' | 'queueRequests' | 'apiRequests' | 'memoryMb'>;
}

/** Until the code is compiled, as in a container that has been at work for a while. */
const WARM_UP = 300;
const WARM_UP_MS = 6_000;
/** How many at once for the throughput; more only wait for each other on one engine. */
const WIDTH = 8;
/** On a slow machine fewer runs are measured, so that a bench ends; `runs` says how many it were. */
const PHASE_MS = 9_000;
const MIN_RUNS = 20;
/** Prepared and then run together: fewer calls than a target takes at once. */
const CHUNK = 40;

async function timed(task: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await task();
  return performance.now() - start;
}

interface OneByOne {
  readonly ownMs: readonly number[];
  readonly floorMs: readonly number[];
  /** All runs together. */
  readonly units: { readonly read: number; readonly write: number; readonly requests: number };
}

/** Each run beside its floor; what is prepared before it and cleared away after it is neither timed nor counted. */
async function runOneByOne(road: RoadWorld, floor: () => Promise<unknown>, subject: Subject): Promise<OneByOne> {
  const ownMs: number[] = [];
  const floorMs: number[] = [];
  const units = { read: 0, write: 0, requests: 0 };
  let startedMs = performance.now();
  let isWarm = false;
  for (let index = 0; ownMs.length < subject.runs; index += 1) {
    if (!isWarm && (index >= WARM_UP || performance.now() - startedMs > WARM_UP_MS)) {
      isWarm = true;
      startedMs = performance.now();
    }
    await subject.prepare?.(index);
    const bare = await timed(floor);
    road.resetUnits();
    const own = await timed(() => subject.run(index));
    if (isWarm) {
      floorMs.push(bare);
      ownMs.push(own);
      units.read += road.units.read;
      units.write += road.units.write;
      units.requests += road.units.requests;
    }
    await subject.after?.();
    if (ownMs.length >= MIN_RUNS && performance.now() - startedMs > PHASE_MS) break;
  }
  return { ownMs, floorMs, units };
}

/** How many a second, eight at a time. */
async function runTogether(subject: Subject): Promise<number> {
  const first = WARM_UP + subject.runs;
  const startedMs = performance.now();
  let elapsedMs = 0;
  let done = 0;
  for (let start = first; start < first + subject.runs; start += CHUNK) {
    const size = Math.min(CHUNK, first + subject.runs - start);
    const waiting = Array.from({ length: size }, (_, offset) => start + offset);
    for (const index of waiting) await subject.prepare?.(index);
    const worker = async (): Promise<void> => {
      for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) await subject.run(index);
    };
    elapsedMs += await timed(() => Promise.all(Array.from({ length: WIDTH }, worker)));
    for (let cleared = 0; cleared < size; cleared += 1) await subject.after?.();
    done += size;
    if (performance.now() - startedMs > PHASE_MS) break;
  }
  return Math.round((done / elapsedMs) * 1_000);
}

/**
 * Latency and units one by one, with the floor beside it; then throughput with eight at once.
 *
 * @param floor one bare conditional write on the same engine
 */
export async function measure(road: RoadWorld, floor: () => Promise<unknown>, subject: Subject): Promise<Measured> {
  const { bench, of, bill } = subject;
  const { ownMs, floorMs, units } = await runOneByOne(road, floor, subject);
  const runs = ownMs.length;
  const latency = { ...timing(ownMs, 1), perSecond: await runTogether(subject) };
  const { p50Ms: floorP50Ms } = timing(floorMs, 1);
  const usage = { writeUnits: units.write / runs, readUnits: units.read / runs, tableRequests: units.requests / runs };
  return {
    bench,
    of,
    ...latency,
    meanWriteUnits: round(usage.writeUnits),
    meanReadUnits: round(usage.readUnits),
    dollarsPerMillion: dollarsPerMillion({ ...usage, ...bill, computeMs: latency.p50Ms }),
    floorP50Ms,
    ratioToFloor: round(latency.p50Ms / floorP50Ms),
  };
}
