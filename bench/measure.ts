import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { meter } from '../test/support/meter.ts';
import { type Timing, timing } from './statistics.ts';

/** One thing measured beside its floor: the two take turns, so that a slow second of the machine hits both. */
export interface Measured extends Timing {
  readonly meanWriteUnits: number;
  readonly meanReadUnits: number;
  /** Median of this over the median of the floor measured in the same run. */
  readonly ratioToFloor: number;
}

export interface Subject {
  readonly runs: number;
  /** How many run at the same time; 1 measures latency. */
  readonly width?: number;
  readonly client: DynamoDBDocumentClient;
  /** The thing itself, told which run this is. */
  readonly run: (index: number) => Promise<unknown>;
  /** One bare conditional write on the same engine. */
  readonly floor: (index: number) => Promise<unknown>;
}

const WARM_UP = 30;

async function timed(task: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await task();
  return performance.now() - start;
}

export async function measure(subject: Subject): Promise<Measured> {
  for (let index = 0; index < WARM_UP; index += 1) {
    await subject.floor(-1 - index);
    await subject.run(-1 - index);
  }
  const counted = meter(subject.client);
  counted.reset();
  const own: number[] = [];
  const floor: number[] = [];
  let ownElapsedMs = 0;
  for (let index = 0; index < subject.runs; index += 1) {
    floor.push(await timed(() => subject.floor(index)));
    const taken = await timed(() => subject.run(index));
    own.push(taken);
    ownElapsedMs += taken;
  }
  const result = timing(own, ownElapsedMs);
  const floorResult = timing(floor, 1);
  return {
    ...result,
    meanWriteUnits: counted.units.write / subject.runs,
    meanReadUnits: counted.units.read / subject.runs,
    ratioToFloor: Math.round((result.p50Ms / floorResult.p50Ms) * 100) / 100,
  };
}
