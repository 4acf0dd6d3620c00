import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoAuditTrail } from '../../shared/audit/dynamo-audit-trail.ts';
import { randomIds } from '../../shared/kernel/ids.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import { readEnv } from '../../shared/platform/env.ts';
import type { AuditTrail } from '../../shared/platform/http/audit.ts';

/** A function that was not granted the trail makes no change at all, rather than one that nobody sees. */
const noTrail: AuditTrail = {
  begin: () => Promise.reject(new Error('this function may not write the audit trail')),
  end: () => Promise.resolve(),
};

/** Where a function that changes something for a person or key records it. */
export function auditTrail(client: DynamoDBDocumentClient): AuditTrail {
  if (process.env.TABLE_AUDIT === undefined || process.env.AUDIT_DAYS === undefined) return noTrail;
  const env = readEnv('TABLE_AUDIT', 'AUDIT_DAYS', 'NETWORK_ZONE');
  const { TABLE_AUDIT: table, AUDIT_DAYS: days, NETWORK_ZONE: zone } = env;
  return dynamoAuditTrail({ client, table, days, zone, clock: systemClock, ids: randomIds });
}
