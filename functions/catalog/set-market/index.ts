import { dynamoMarkets } from '../../../shared/catalog/dynamo-markets.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { composeApi } from '../compose.ts';
import { handlerOf } from './handler.ts';

const markets = dynamoMarkets(documentClient(), readEnv('TABLE_CATALOG').TABLE_CATALOG);

export const handler = handlerOf({ ...composeApi('catalog/set-market'), markets });
