import { dynamoChains } from '../../../shared/outcomes/dynamo-chains.ts';
import { dynamoFeedback } from '../../../shared/outcomes/dynamo-feedback.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { composeCorrecting } from '../../ledger/compose-adjustments.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const { TABLE_OUTCOMES } = readEnv('TABLE_OUTCOMES');

export const handler = handlerOf({
  ...apiDeps('outcomes/report-feedback', client),
  ...composeCorrecting(client),
  feedback: dynamoFeedback(client, TABLE_OUTCOMES),
  chains: dynamoChains(client, TABLE_OUTCOMES),
});
