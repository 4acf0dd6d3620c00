import { refuseUnjoined } from '../catalog/joining.ts';
import type { CatalogReader } from '../catalog/ports.ts';
import type { IdSource } from '../kernel/ids.ts';
import type { E164 } from '../kernel/phone.ts';
import { Problem } from '../kernel/problem.ts';
import { type Clock, type EpochMs, MINUTE_MS, SECOND_MS } from '../kernel/time.ts';
import { choosePool } from './choose-pool.ts';
import { compactVisit, type Page } from './compact-visit.ts';
import { isLanding } from './is-landing.ts';
import type { Pool } from './model.ts';
import type { Claim, LeaseStore, LeaseTokens, NumberReader, PoolReader, Taken, VisitNotes } from './ports.ts';
import { readToken } from './read-token.ts';

export interface AssignPorts {
  readonly pools: PoolReader;
  readonly offers: Pick<CatalogReader, 'currentOffer' | 'deal'>;
  readonly numbers: NumberReader;
  readonly leases: LeaseStore;
  readonly tokens: LeaseTokens;
  readonly visits: VisitNotes;
  readonly ids: IdSource;
  readonly clock: Clock;
}

export interface AssignRequest {
  readonly publisherId: string;
  /** What the page publishes, and shows without the tag. */
  readonly publishedNumber?: E164 | undefined;
  readonly page: Page;
  /** Whose browser it is, as far as a request tells: only ever hashed. */
  readonly visitor: string;
  /** What a returning visitor was given before. */
  readonly token?: string | undefined;
}

/** What the page is to show, until when, and when to ask again. */
export interface Assigned {
  readonly number: E164;
  /** `leased` to this visit alone; `source` a static number; `fallback` one too, since the pool is empty. */
  readonly kind: 'leased' | 'source' | 'fallback';
  readonly token?: string;
  readonly expiresAtMs: EpochMs;
  readonly renewAfterMs: number;
}

/** A page that got no number of its own asks again after this long: claims end all the time. */
const ASK_AGAIN_MS = MINUTE_MS;
/** A static number never changes hands; the page asks again now and then, since a pool may have been set up. */
const STATIC_MS = 60 * MINUTE_MS;

/** Half the lease: one lost request later there is still time for the next. */
const renewAfterMs = (pool: Pool): number => (pool.leaseSeconds * SECOND_MS) / 2;

/**
 * A number for a page visit: exclusively its own from the pool that serves the page, the one it had before if it is still or
 * again free, and the publisher's fallback number when every one is taken.
 *
 * @throws Problem `forbidden` for a forged or foreign token and where the offer of the pool is not open to the publisher,
 *   `not-found` when nothing serves this page
 */
export async function assignNumber(ports: AssignPorts, request: AssignRequest): Promise<Assigned> {
  const nowMs = ports.clock.nowMs();
  const claims = request.token ? await readToken(ports.tokens, request.token, request.publisherId, nowMs) : 'expired';
  const own = request.publishedNumber ? await ports.numbers.number(request.publishedNumber) : undefined;
  const pools = await ports.pools.poolsOf(request.publisherId);
  const pool = choosePool(pools, request.publishedNumber);
  if (own?.kind === 'static' && own.publisherId === request.publisherId && pool?.fallbackNumber !== own.number) {
    await noteUnleased(ports, request, 'source', own.number, nowMs);
    return { number: own.number, kind: 'source', expiresAtMs: nowMs + STATIC_MS, renewAfterMs: STATIC_MS };
  }
  if (!pool) throw nothingServes();
  await refuseStranger(ports, pool);
  const untilMs = nowMs + pool.leaseSeconds * SECOND_MS;
  const claimFor = (visitId: string): Claim => ({
    visit: compactVisit(visitId, nowMs, request.page),
    nowMs,
    untilMs,
  });
  if (claims !== 'expired' && claims.poolId === pool.poolId) {
    const again = await ports.leases.retake(pool.poolId, claims.number, claimFor(claims.visitId));
    if (again) return leased(ports, pool, claims.visitId, again);
  }
  const visitId = ports.ids.next('visit');
  const taken = await ports.leases.take(pool, claimFor(visitId));
  if (taken) return leased(ports, pool, visitId, taken);
  await noteUnleased(ports, request, 'fallback', pool.fallbackNumber, nowMs, pool.poolId);
  return {
    number: pool.fallbackNumber,
    kind: 'fallback',
    expiresAtMs: nowMs + 2 * ASK_AGAIN_MS,
    renewAfterMs: ASK_AGAIN_MS,
  };
}

/** Both are read from the catalog's cache; a page that is refused keeps the number it publishes. */
async function refuseStranger({ offers }: AssignPorts, { offerId, publisherId }: Pool): Promise<void> {
  const [offer, deal] = await Promise.all([offers.currentOffer(offerId), offers.deal(offerId, publisherId)]);
  if (offer) refuseUnjoined(offer, deal);
}

/**
 * A visit is noted where it lands; what follows on the same site is the same visit. If that fails the page gets no answer and
 * keeps what it shows, which is this very number.
 */
async function noteUnleased(
  { numbers, visits }: AssignPorts,
  { publisherId, page, visitor }: AssignRequest,
  kind: 'source' | 'fallback',
  number: E164,
  atMs: EpochMs,
  poolId?: string,
): Promise<void> {
  if (!isLanding(page)) return;
  const shown = await numbers.number(number);
  if (shown?.kind !== 'static') return;
  const landing = `${visitor} ${page.url ?? ''}`;
  const visit = { kind, publisherId, offerId: shown.offerId, number, source: shown.source, landing, atMs };
  await visits.note({ ...visit, ...(poolId !== undefined && { poolId }) });
}

export async function leased(
  ports: Pick<AssignPorts, 'tokens' | 'clock'>,
  pool: Pool,
  visitId: string,
  taken: Pick<Taken, 'number' | 'untilMs'>,
): Promise<Assigned> {
  const claims = { publisherId: pool.publisherId, poolId: pool.poolId, number: taken.number, visitId };
  return {
    number: taken.number,
    kind: 'leased',
    token: await ports.tokens.sign(claims, ports.clock.nowMs()),
    expiresAtMs: taken.untilMs,
    renewAfterMs: renewAfterMs(pool),
  };
}

function nothingServes(): Problem {
  const message = 'no pool or number of this publisher serves this page';
  return new Problem('not-found', `body.number: ${message}`, [{ field: 'body.number', message }]);
}
