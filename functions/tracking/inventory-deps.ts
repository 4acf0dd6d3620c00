import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock, toIso } from '../../shared/kernel/time.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { httpOutbound } from '../../shared/platform/http/outbound.ts';
import { outboundPolicy } from '../../shared/platform/http/outbound-url.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { dynamoNumbers, dynamoPoolNumbers } from '../../shared/tracking/dynamo-numbers.ts';
import { dynamoPools } from '../../shared/tracking/dynamo-pools.ts';
import type { BuyPorts } from '../../shared/tracking/inventory/buy-number.ts';
import { dynamoPoolPlaces } from '../../shared/tracking/inventory/dynamo-pool-places.ts';
import { dynamoScaling } from '../../shared/tracking/inventory/dynamo-scaling.ts';
import { dynamoStock } from '../../shared/tracking/inventory/dynamo-stock.ts';
import type { StockNumber } from '../../shared/tracking/inventory/model.ts';
import type { MovePorts } from '../../shared/tracking/inventory/move-number.ts';
import type { ScalingStore, Shops, StockStore } from '../../shared/tracking/inventory/ports.ts';
import type { ScalingPorts } from '../../shared/tracking/inventory/set-scaling.ts';
import { telnyxShop } from '../../shared/tracking/inventory/telnyx-shop.ts';
import { twilioShop } from '../../shared/tracking/inventory/twilio-shop.ts';

/** The carriers that numbers are bought from. */
export function composeShops(): Shops {
  const env = readEnv(
    'STAGE',
    'PUBLIC_URL',
    'TWILIO_API_URL',
    'TELNYX_API_URL',
    'SECRET_TWILIO_API_ARN',
    'SECRET_TELNYX_API_ARN',
  );
  const send = httpOutbound(outboundPolicy(env.STAGE));
  const publicUrl = env.PUBLIC_URL.replace(/\/$/, '');
  const current = (arn: string) => {
    const read = secretReader(arn, systemClock);
    return async () => (await read())[0];
  };
  return {
    twilio: twilioShop({ baseUrl: env.TWILIO_API_URL, publicUrl, send }, current(env.SECRET_TWILIO_API_ARN)),
    telnyx: telnyxShop({ baseUrl: env.TELNYX_API_URL, send }, current(env.SECRET_TELNYX_API_ARN)),
  };
}

const catalogTable = (): string => readEnv('TABLE_CATALOG').TABLE_CATALOG;

export const composeStock = (client: DynamoDBDocumentClient): StockStore => dynamoStock(client, catalogTable());

export const composeScaling = (client: DynamoDBDocumentClient): ScalingStore => dynamoScaling(client, catalogTable());

/** What saying how a pool grows needs. */
export const scalingPorts = (client: DynamoDBDocumentClient): ScalingPorts => ({
  pools: dynamoPools(client, catalogTable()),
  scaling: composeScaling(client),
});

/** What buying needs. */
export const buyPorts = (client: DynamoDBDocumentClient): BuyPorts => ({
  stock: composeStock(client),
  shops: composeShops(),
  numbers: dynamoNumbers(client, catalogTable()),
  clock: systemClock,
});

/** What moving numbers between stock, pools and carriers needs. */
export function movePorts(client: DynamoDBDocumentClient): MovePorts {
  const { TABLE_CATALOG: catalog, TABLE_LEASES: leases } = readEnv('TABLE_CATALOG', 'TABLE_LEASES');
  return {
    stock: composeStock(client),
    shops: composeShops(),
    numbers: dynamoNumbers(client, catalog),
    pools: dynamoPools(client, catalog),
    poolNumbers: dynamoPoolNumbers(client, { catalog, leases }),
    places: dynamoPoolPlaces(client, { catalog, leases }),
    clock: systemClock,
  };
}

export const showStock = ({ carrierId: _theirs, sinceMs, ...number }: StockNumber) => ({
  ...number,
  since: toIso(sinceMs),
});
