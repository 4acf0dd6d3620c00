import { z } from 'zod';
import { minorStored } from '../kernel/schemas.ts';
import { plannedShape, routeShape } from './contract.ts';
import { dropAbsent } from './merge-event.ts';
import {
  ATTESTATIONS,
  CARRIERS,
  type CallProgress,
  type CallRecord,
  type Leg,
  MAX_CALL_SECONDS,
  NEXT_AFTER_DIAL,
  type Planned,
  RESULTS,
  type Recording,
  STAGES,
} from './model.ts';

/**
 * A call as its outcome's item keeps it, in short names: the whole item stays under 1 KB, and each write of it then costs one
 * unit. The caller's number is not in it; how it looks masked is the outcome's own attribute.
 */
const seconds = z.int().min(0).max(MAX_CALL_SECONDS);

const storedLeg = z.object({
  /** Result, what came next, talk seconds. */
  d: z
    .union([
      z.tuple([z.enum(RESULTS), z.enum(NEXT_AFTER_DIAL)]),
      z.tuple([z.enum(RESULTS), z.enum(NEXT_AFTER_DIAL), seconds]),
    ])
    .optional(),
  e: z.union([z.tuple([z.enum(RESULTS)]), z.tuple([z.enum(RESULTS), seconds])]).optional(),
  /** Bridged and over, in epoch milliseconds. */
  b: z.object({ f: z.int().optional(), u: z.int().optional() }).optional(),
});

const storedProgress = z.object({
  s: z.enum(STAGES),
  r: z.enum(RESULTS).optional(),
  t: seconds.optional(),
  l: z.record(z.string(), storedLeg).optional(),
  rec: z.record(z.string(), z.object({ u: z.string().optional(), s: seconds.optional() })).optional(),
});
type StoredProgress = z.output<typeof storedProgress>;

const storedRoute = z.object({
  k: routeShape.shape.kind,
  t: routeShape.shape.targetId,
  c: routeShape.shape.capacity,
  d: routeShape.shape.destination,
  r: routeShape.shape.ringSeconds,
  m: routeShape.shape.order,
  w: routeShape.shape.trail,
  y: routeShape.shape.walk,
  u: routeShape.shape.auctionId,
  b: minorStored.optional(),
  q: z
    .object({
      a: plannedShape.shape.answers,
      l: plannedShape.shape.language,
      t: plannedShape.shape.tag,
      h: plannedShape.shape.houseId,
      r: plannedShape.shape.record,
    })
    .optional(),
  v: z.boolean().optional(),
  n: z.int().positive().optional(),
});

type StoredPlanned = NonNullable<z.output<typeof storedRoute>['q']>;

const storedCall = z.object({
  by: z.enum(CARRIERS),
  id: z.string(),
  n: z.string(),
  who: z.string().optional(),
  rg: z.string().optional(),
  at: z.enum(ATTESTATIONS),
  to: storedRoute,
  p: storedProgress,
  free: z.boolean().optional(),
  cnt: z.boolean().optional(),
});

export const callAttributes = z.object({
  call: storedCall,
  callRev: z.int().positive(),
  late: storedProgress.optional(),
});

export function callItem(record: CallRecord): z.output<typeof storedCall> {
  const { route, caller } = record;
  return dropAbsent({
    by: record.carrier,
    id: record.callId,
    n: record.number,
    who: caller.personHash,
    rg: caller.region,
    at: caller.attestation,
    to: dropAbsent({
      k: route.kind,
      t: route.targetId,
      c: route.capacity,
      d: route.destination,
      r: route.ringSeconds,
      m: route.order,
      w: route.trail,
      y: route.walk,
      u: route.auctionId,
      b: route.bidMinor,
      q: route.plan && plannedItem(route.plan),
      v: route.weighed,
      n: route.shards,
    }),
    p: progressItem(record.progress),
    free: record.released,
    cnt: record.counted,
  });
}

export function recordOf(stored: z.output<typeof storedCall>, masked: string | undefined): CallRecord {
  const { to } = stored;
  return dropAbsent({
    carrier: stored.by,
    callId: stored.id,
    number: stored.n,
    caller: dropAbsent({ personHash: stored.who, masked, region: stored.rg, attestation: stored.at }),
    route: dropAbsent({
      kind: to.k,
      targetId: to.t,
      capacity: to.c,
      destination: to.d,
      ringSeconds: to.r,
      order: to.m,
      trail: to.w,
      walk: to.y,
      auctionId: to.u,
      bidMinor: to.b,
      plan: to.q && plannedOf(to.q),
      weighed: to.v,
      shards: to.n,
    }),
    progress: progressOfItem(stored.p),
    released: stored.free,
    counted: stored.cnt,
  });
}

const plannedItem = ({ answers, language, tag, houseId, record }: Planned): StoredPlanned =>
  dropAbsent({ a: answers, l: language, t: tag, h: houseId, r: record });

const plannedOf = ({ a, l, t, h, r }: StoredPlanned): Planned =>
  dropAbsent({ answers: a, language: l, tag: t, houseId: h, record: r });

export function progressItem(progress: CallProgress): StoredProgress {
  const legs = mapValues(progress.legs, ({ dial, ended, talk }) =>
    dropAbsent({
      d:
        dial &&
        (dial.talkSeconds === undefined ? [dial.result, dial.next] : [dial.result, dial.next, dial.talkSeconds]),
      e: ended && (ended.seconds === undefined ? [ended.result] : [ended.result, ended.seconds]),
      b: talk && dropAbsent({ f: talk.fromMs, u: talk.untilMs }),
    }),
  );
  const recordings = mapValues(progress.recordings, ({ url, seconds: length }) => dropAbsent({ u: url, s: length }));
  return storedProgress.parse(
    dropAbsent({
      s: progress.stage,
      r: progress.result,
      t: progress.totalSeconds,
      l: Object.keys(legs).length > 0 ? legs : undefined,
      rec: Object.keys(recordings).length > 0 ? recordings : undefined,
    }),
  );
}

export function progressOfItem(stored: StoredProgress): CallProgress {
  return dropAbsent({
    stage: stored.s,
    result: stored.r,
    totalSeconds: stored.t,
    legs: mapValues(stored.l ?? {}, legOf),
    recordings: mapValues(stored.rec ?? {}, ({ u, s }): Recording => dropAbsent({ url: u, seconds: s })),
  });
}

function legOf({ d, e, b }: z.output<typeof storedLeg>): Leg {
  return dropAbsent({
    dial: d && dropAbsent({ result: d[0], next: d[1], talkSeconds: d[2] }),
    ended: e && dropAbsent({ result: e[0], seconds: e[1] }),
    talk: b && dropAbsent({ fromMs: b.f, untilMs: b.u }),
  });
}

const mapValues = <A, B>(map: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
