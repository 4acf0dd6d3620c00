import type { EpochMs } from '../kernel/time.ts';
import type { AuditObject } from '../platform/http/audit.ts';
import type { TableSchema } from '../platform/table-schema.ts';

/**
 * Table `audit`: who changed what. Functions that change something may read and put single items here, nothing else.
 * - `AUDIT#<auditId>` / `INTENT`: written before the change; / `RESULT`: what came of it; / `ID#<id>`: one for each id that the request
 *   names and for what it made, so that it is found by each of them
 * - `LAST#<what> <id>` / `LAST`: what the last change left of an object, as this representation shows it, which is what the next one finds
 * The indexes hold intents by day, actor and key, and ids by object.
 */
export const auditTable: TableSchema = {
  name: 'audit',
  protect: true,
  expires: true,
  indexes: [
    { name: 'byDay', pk: 'dayKey', sk: 'at', include: ['auditId'] },
    { name: 'byActor', pk: 'actorKey', sk: 'at', include: ['auditId'] },
    { name: 'byKey', pk: 'keyKey', sk: 'at', include: ['auditId'] },
    { name: 'byObject', pk: 'objectKey', sk: 'at', include: ['auditId'] },
  ],
};

export const intentKey = (auditId: string) => ({ pk: `AUDIT#${auditId}`, sk: 'INTENT' });
export const resultKey = (auditId: string) => ({ pk: `AUDIT#${auditId}`, sk: 'RESULT' });
export const pointerKey = (auditId: string, id: string) => ({ pk: `AUDIT#${auditId}`, sk: `ID#${id}` });
export const lastKey = ({ what, id }: AuditObject) => ({ pk: `LAST#${what} ${id}`, sk: 'LAST' });

/** Thirteen digits: text order is the order of time until 2286. */
export const at = (atMs: EpochMs, auditId: string): string => `${String(atMs).padStart(13, '0')}#${auditId}`;
