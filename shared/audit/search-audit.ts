import type { Page, PageRequest } from '../kernel/page.ts';
import { type Clock, dayOf } from '../kernel/time.ts';
import type { AuditRecord } from './model.ts';
import type { AuditReader, AuditSearch } from './ports.ts';

export interface AuditQuestion extends PageRequest {
  readonly objectId?: string | undefined;
  readonly actor?: string | undefined;
  readonly day?: string | undefined;
  readonly operationId?: string | undefined;
  readonly keyId?: string | undefined;
}

interface AuditPorts {
  readonly audit: AuditReader;
  readonly clock: Clock;
  readonly zone: string;
}

/** The narrowest index first; without a question, what was done today. */
function searchOf({ clock, zone }: AuditPorts, { objectId, keyId, actor, day }: AuditQuestion): AuditSearch {
  if (objectId !== undefined) return { by: 'object', value: objectId };
  if (keyId !== undefined) return { by: 'key', value: keyId };
  if (actor !== undefined) return { by: 'actor', value: actor };
  return { by: 'day', value: day ?? dayOf(clock.nowMs(), zone) };
}

/** Who changed what, newest first. What the index does not answer is passed over. */
export function searchAudit(ports: AuditPorts, question: AuditQuestion): Promise<Page<AuditRecord>> {
  const { limit, cursor, actor, day, operationId, keyId } = question;
  const isMeant = (record: AuditRecord): boolean =>
    (operationId === undefined || record.operationId === operationId) &&
    (keyId === undefined || record.keyId === keyId) &&
    (actor === undefined || record.actor === actor) &&
    (day === undefined || dayOf(record.atMs, ports.zone) === day);
  return ports.audit.search(searchOf(ports, question), { limit, cursor }, isMeant);
}
