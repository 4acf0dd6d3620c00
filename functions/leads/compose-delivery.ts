import { randomBytes } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoCatalog } from '../../shared/catalog/dynamo-catalog.ts';
import { dynamoOffers } from '../../shared/catalog/dynamo-offers.ts';
import { DISPUTE_REASONS } from '../../shared/disputes/model.ts';
import { type OpenPorts, openDispute } from '../../shared/disputes/open-dispute.ts';
import { invalidField } from '../../shared/kernel/problem.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import { dynamoDeliveryTargets } from '../../shared/leads/delivery/dynamo-targets.ts';
import type { ReturnDesk } from '../../shared/leads/delivery/ports.ts';
import type { SaveTargetPorts } from '../../shared/leads/delivery/save-target.ts';
import { aesCipher } from '../../shared/platform/cipher.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { outboundPolicy, urlCheck } from '../../shared/platform/http/outbound-url.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { composeOpening } from '../disputes/compose.ts';
import { deliveryStore, leadStore, upheldLeads } from './compose.ts';

export function deliveryTargets(client: DynamoDBDocumentClient) {
  const env = readEnv('TABLE_CATALOG', 'SECRET_DATA_KEY_ARN');
  return dynamoDeliveryTargets(
    client,
    env.TABLE_CATALOG,
    aesCipher(secretReader(env.SECRET_DATA_KEY_ARN, systemClock)),
  );
}

/** A return is a dispute: here the two meet, so that neither context knows the other. */
export const returnDesk = (ports: OpenPorts): ReturnDesk => ({
  async open(advertiserId, { outcomeId, reason, note }) {
    const known = DISPUTE_REASONS.find((each) => each === reason);
    if (!known) throw invalidField('body.reason', 'is no reason of a dispute');
    return (await openDispute(ports, advertiserId, { outcomeId, reason: known, note, evidence: [] })).disputeId;
  },
});

/** What giving a lead back and reporting on it need. */
export const afterDelivery = (client: DynamoDBDocumentClient) => ({
  leads: leadStore(client),
  catalog: dynamoCatalog(client, readEnv('TABLE_CATALOG').TABLE_CATALOG, systemClock),
  deliveries: deliveryStore(client),
  upheldAtMs: upheldLeads(client),
  clock: systemClock,
});

export const composeDesk = (client: DynamoDBDocumentClient): ReturnDesk => returnDesk(composeOpening(client));

export function saveTargetPorts(client: DynamoDBDocumentClient): SaveTargetPorts {
  const env = readEnv('TABLE_CATALOG', 'STAGE');
  return {
    offers: dynamoOffers(client, env.TABLE_CATALOG),
    targets: deliveryTargets(client),
    // 192 bits, the form that Standard Webhooks libraries take.
    newSecret: () => `whsec_${randomBytes(24).toString('base64')}`,
    checkUrl: urlCheck(outboundPolicy(env.STAGE)),
  };
}
