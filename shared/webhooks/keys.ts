import { createHash } from 'node:crypto';
import type { EpochMs } from '../kernel/time.ts';
import type { TableSchema } from '../platform/table-schema.ts';
import type { Delivery, Owner } from './model.ts';

/**
 * Table `webhooks`:
 * - `OWNER#<kind>#<id>` / `WEBHOOK#<webhookId>`: one webhook, for ever
 * - `OWNER#<kind>#<id>` / `WEBHOOKS`: the ids of them all, which a limit is held by
 * - `LOG#<webhookId>` / `<objectId>#<time, 15 digits>#<eventId>`: one delivery, for thirty days. Sorted by object, so that whether an
 *   earlier event of the same object still waits is a short range.
 * `byTime` lists a webhook's deliveries as they happened; `byDue` holds those that wait for a try, in a few parts.
 */
export const webhooksTable: TableSchema = {
  name: 'webhooks',
  protect: true,
  expires: true,
  indexes: [
    { name: 'byTime', pk: 'timeKey', sk: 'timeSort', include: ['ownerKey', 'type', 'state', 'tries', 'lastStatus'] },
    { name: 'byDue', pk: 'dueKey', sk: 'dueSort', include: ['ownerKey'] },
  ],
};

export const BY_TIME = 'byTime';
export const BY_DUE = 'byDue';

interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Digits enough for any instant, so that text order is time order. */
export const sortableMs = (atMs: EpochMs): string => String(atMs).padStart(15, '0');

export const ownerKey = ({ kind, id }: Owner): string => `OWNER#${kind}#${id}`;

export function ownerOfKey(key: string): Owner {
  const [, kind, ...id] = key.split('#');
  if (kind !== 'advertiser' && kind !== 'publisher' && kind !== 'network') throw new Error('not the key of an owner');
  return { kind, id: id.join('#') };
}

export const WEBHOOK_PREFIX = 'WEBHOOK#';
export const webhookKey = (owner: Owner, webhookId: string): Key => ({
  pk: ownerKey(owner),
  sk: `${WEBHOOK_PREFIX}${webhookId}`,
});

/** Not among what `WEBHOOK_PREFIX` lists. */
export const webhookIdsKey = (owner: Owner): Key => ({ pk: ownerKey(owner), sk: 'WEBHOOKS' });

export const logKey = (webhookId: string): string => `LOG#${webhookId}`;

export const objectPrefix = (objectId: string): string => `${objectId}#`;

export const timeSort = ({ atMs, eventId }: Pick<Delivery, 'atMs' | 'eventId'>): string =>
  `${sortableMs(atMs)}#${eventId}`;

export const deliveryKey = (delivery: Pick<Delivery, 'webhookId' | 'objectId' | 'atMs' | 'eventId'>): Key => ({
  pk: logKey(delivery.webhookId),
  sk: `${objectPrefix(delivery.objectId)}${timeSort(delivery)}`,
});

/** A partition takes a thousand writes a second: eight of them take eight thousand. */
export const DUE_PARTS = 8;

export const dueKey = (part: number): string => `DUE#${part}`;

export const duePartOf = (webhookId: string): number =>
  (createHash('sha256').update(webhookId).digest()[0] ?? 0) % DUE_PARTS;
