import { dynamoPayees } from '../../shared/catalog/dynamo-payees.ts';
import { dynamoPublishers } from '../../shared/catalog/dynamo-publishers.ts';
import type { PayeeStore, PublisherStore } from '../../shared/catalog/ports.ts';
import { type Clock, systemClock } from '../../shared/kernel/time.ts';
import { aesCipher } from '../../shared/platform/cipher.ts';
import { documentClient } from '../../shared/platform/dynamo.ts';
import { readEnv } from '../../shared/platform/env.ts';
import type { ApiDeps } from '../../shared/platform/http/api.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { apiDeps } from '../platform/api-deps.ts';

interface PayeeDeps extends ApiDeps {
  readonly payees: PayeeStore;
  readonly publishers: PublisherStore;
  readonly clock: Clock;
}

/** For what enters or judges bank details: the only functions of the catalog that have the data key. */
export function composePayees(service: string): PayeeDeps {
  const env = readEnv('TABLE_CATALOG', 'SECRET_DATA_KEY_ARN');
  const client = documentClient();
  const cipher = aesCipher(secretReader(env.SECRET_DATA_KEY_ARN, systemClock));
  return {
    ...apiDeps(service, client),
    payees: dynamoPayees(client, env.TABLE_CATALOG, cipher),
    publishers: dynamoPublishers(client, env.TABLE_CATALOG),
    clock: systemClock,
  };
}
