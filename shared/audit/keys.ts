import type { EpochMs } from '../kernel/time.ts';
import type { TableSchema } from '../platform/table-schema.ts';

/**
 * Table `audit`: who changed what. Functions that change something may read and put single items here, nothing else.
 * - `AUDIT#<auditId>` / `INTENT`: written before the change; / `RESULT`: what came of it
 * - `LAST#<resource>` / `LAST`: what the last change left, which is what the next one finds
 * The indexes hold intents by day and by actor, and by object both intents and the results that made the object.
 */
export const auditTable: TableSchema = {
  name: 'audit',
  protect: true,
  expires: true,
  indexes: [
    { name: 'byDay', pk: 'dayKey', sk: 'at', include: ['auditId'] },
    { name: 'byActor', pk: 'actorKey', sk: 'at', include: ['auditId'] },
    { name: 'byObject', pk: 'objectKey', sk: 'at', include: ['auditId'] },
  ],
};

export const intentKey = (auditId: string) => ({ pk: `AUDIT#${auditId}`, sk: 'INTENT' });
export const resultKey = (auditId: string) => ({ pk: `AUDIT#${auditId}`, sk: 'RESULT' });
export const lastKey = (resource: string) => ({ pk: `LAST#${resource}`, sk: 'LAST' });

/** Thirteen digits: text order is the order of time until 2286. */
export const at = (atMs: EpochMs, auditId: string): string => `${String(atMs).padStart(13, '0')}#${auditId}`;
