import { randomBytes } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoConnections } from '../../shared/crm/dynamo-connections.ts';
import { hubspotCrm } from '../../shared/crm/hubspot-crm.ts';
import type { CrmKind } from '../../shared/crm/model.ts';
import type { ConnectionStore, Crm } from '../../shared/crm/ports.ts';
import { salesforceCrm } from '../../shared/crm/salesforce-crm.ts';
import type { SaveConnectionPorts } from '../../shared/crm/save-connection.ts';
import { zohoCrm } from '../../shared/crm/zoho-crm.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import { aesCipher } from '../../shared/platform/cipher.ts';
import { documentClient } from '../../shared/platform/dynamo.ts';
import { readEnv } from '../../shared/platform/env.ts';
import type { ApiDeps } from '../../shared/platform/http/api.ts';
import { outboundPolicy, urlCheck } from '../../shared/platform/http/outbound-url.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { apiDeps } from '../platform/api-deps.ts';

export const CRMS: Readonly<Record<CrmKind, Crm>> = { hubspot: hubspotCrm, salesforce: salesforceCrm, zoho: zohoCrm };

export function connectionStore(client: DynamoDBDocumentClient): ConnectionStore {
  const env = readEnv('TABLE_CATALOG', 'SECRET_DATA_KEY_ARN');
  return dynamoConnections(client, env.TABLE_CATALOG, aesCipher(secretReader(env.SECRET_DATA_KEY_ARN, systemClock)));
}

/** What the operations on connections need. */
export function connectionDeps(service: string): ApiDeps & SaveConnectionPorts {
  const client = documentClient();
  const { PUBLIC_URL, STAGE } = readEnv('PUBLIC_URL', 'STAGE');
  return {
    ...apiDeps(service, client),
    connections: connectionStore(client),
    clock: systemClock,
    // 192 bits: nobody finds the address of a webhook by trying.
    newToken: () => randomBytes(24).toString('base64url'),
    publicUrl: PUBLIC_URL,
    checkUrl: urlCheck(outboundPolicy(STAGE)),
  };
}
