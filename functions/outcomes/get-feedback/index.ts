import { dynamoFeedback } from '../../../shared/outcomes/dynamo-feedback.ts';
import { dynamoOutcomes } from '../../../shared/outcomes/dynamo-outcomes.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const { TABLE_OUTCOMES } = readEnv('TABLE_OUTCOMES');

export const handler = handlerOf({
  ...apiDeps('outcomes/get-feedback', client),
  outcomes: dynamoOutcomes(client, TABLE_OUTCOMES),
  feedback: dynamoFeedback(client, TABLE_OUTCOMES),
});
