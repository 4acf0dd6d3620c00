import type { z } from 'zod';
import type { AdvertiserStore, CatalogReader } from '../../catalog/ports.ts';
import type { PageRequest } from '../../kernel/page.ts';
import { invalidField, notFound } from '../../kernel/problem.ts';
import { type Clock, type EpochMs, toIso } from '../../kernel/time.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { type CallRecord, SLOT_MS } from '../model.ts';
import type { StoredCall } from '../ports.ts';
import { completenessOf, factsOf } from '../read-progress.ts';
import { readWalk } from '../routing/walk.ts';
import type { liveCallsView, liveCallView } from './contract.ts';
import type { LiveCalls, WatchStore } from './ports.ts';
import { lookedAt, type Watch } from './watch.ts';

export interface LiveCallsPorts {
  readonly liveCalls: LiveCalls;
  readonly watches: WatchStore;
  readonly advertisers: Pick<AdvertiserStore, 'get'>;
  /** Names, up to 30 s late: whoever looks asks again every other second. */
  readonly catalog: Pick<CatalogReader, 'publisher' | 'targetsOf'>;
  readonly clock: Clock;
}

export interface LiveCallsRequest extends PageRequest {
  readonly advertiserId?: string | undefined;
  readonly offerId?: string | undefined;
}

type Caller = Pick<Principal, 'role' | 'subjectId'>;

/**
 * The calls of an advertiser that have no verdict yet. Asking for them is what keeps them listed (watch.ts).
 *
 * @throws Problem `invalid` where an operator names nobody; `not-found` for nobody's, and where an advertiser asks for another's
 */
export async function listLiveCalls(
  ports: LiveCallsPorts,
  caller: Caller,
  { advertiserId: asked, offerId, ...page }: LiveCallsRequest,
): Promise<z.input<typeof liveCallsView>> {
  const advertiserId = whose(caller, asked);
  const nowMs = ports.clock.nowMs();
  const { sinceMs } = await look(ports, advertiserId, nowMs);
  // What is older has a verdict, or nobody will ever give it one.
  const { items, ...rest } = await ports.liveCalls.list({ advertiserId, offerId, fromMs: nowMs - SLOT_MS }, page);
  const views = await Promise.all(items.map((call) => viewOf(ports.catalog, call)));
  return { ...rest, items: views, asOf: toIso(nowMs), listedSince: toIso(sinceMs) };
}

async function look({ watches, advertisers }: LiveCallsPorts, advertiserId: string, nowMs: EpochMs): Promise<Watch> {
  const standing = await watches.get(advertiserId);
  const watch = lookedAt(standing, nowMs);
  if (watch === standing) return watch;
  if (!standing && !(await advertisers.get(advertiserId))) throw notFound('the advertiser');
  await watches.keep(advertiserId, watch);
  return watch;
}

function whose({ role, subjectId }: Caller, asked: string | undefined): string {
  if (role === 'operator') {
    if (asked === undefined) throw invalidField('query.advertiserId', 'name the advertiser');
    return asked;
  }
  if (asked !== undefined && asked !== subjectId) throw notFound('what you asked for');
  return subjectId;
}

async function viewOf(
  catalog: LiveCallsPorts['catalog'],
  { outcome, record }: StoredCall,
): Promise<z.input<typeof liveCallView>> {
  const { attribution, openedAtMs, terms, contactMasked } = outcome;
  const { targetId } = factsOf(record, openedAtMs, attribution.confidence);
  const bridgedAtMs = bridgedAt(record);
  const [publisher, targets] = await Promise.all([
    catalog.publisher(terms.publisherId),
    targetId === undefined ? [] : catalog.targetsOf(terms.offerId),
  ]);
  const attempt = (readWalk(record.route.walk ?? '')?.before.length ?? 0) + 1;
  return {
    outcomeId: outcome.outcomeId,
    offerId: terms.offerId,
    publisherId: terms.publisherId,
    publisherName: publisher?.name ?? terms.publisherId,
    startedAt: toIso(openedAtMs),
    stage: stageOf(record, bridgedAtMs),
    leadsTo: leadsTo(record, targetId),
    targetId,
    targetName: targets.find((target) => target.targetId === targetId)?.name,
    attempt: attempt > 1 ? attempt : undefined,
    talkingSince: bridgedAtMs === undefined ? undefined : toIso(bridgedAtMs),
    caller: { masked: contactMasked, region: record.caller.region },
    confidence: attribution.confidence,
    source: attribution.source,
  };
}

/** When both sides of the leg that is up now were joined. */
const bridgedAt = ({ progress }: CallRecord): number | undefined =>
  Object.values(progress.legs)
    .filter(({ dial, ended, talk }) => !dial && !ended && talk?.untilMs === undefined)
    .flatMap(({ talk }) => talk?.fromMs ?? [])
    .at(-1);

function stageOf(record: CallRecord, bridgedAtMs: number | undefined) {
  if (record.route.kind === 'asking') return record.progress.stage === 'ended' ? 'over' : 'asked';
  if (record.route.kind === 'none' || completenessOf(record) !== 'running') return 'over';
  return bridgedAtMs === undefined ? 'dialled' : 'talking';
}

function leadsTo({ route }: CallRecord, targetId: string | undefined) {
  if (route.kind === 'asking') return undefined;
  if (targetId !== undefined) return 'target';
  return route.kind === 'none' ? 'nobody' : 'fallback';
}
