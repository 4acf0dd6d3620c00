import { systemClock } from '../../../shared/kernel/time.ts';
import { dynamoCorrections } from '../../../shared/ledger/dynamo-corrections.ts';
import { dynamoOutcomes } from '../../../shared/outcomes/dynamo-outcomes.ts';
import { dynamoReplacements } from '../../../shared/outcomes/dynamo-replacements.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { tellObjectionable } from '../../disputes/compose.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { termsReader } from '../compose.ts';
import { tellCorrections } from '../tell-corrections.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const env = readEnv('TABLE_OUTCOMES', 'NETWORK_ZONE');

export const handler = handlerOf({
  ...apiDeps('outcomes/get-outcome', client),
  outcomes: dynamoOutcomes(client, env.TABLE_OUTCOMES),
  replacements: dynamoReplacements(client, env.TABLE_OUTCOMES, systemClock),
  terms: termsReader(client),
  objectionable: tellObjectionable(client),
  correctionsOf: tellCorrections(dynamoCorrections(client, env.TABLE_OUTCOMES)),
  zone: env.NETWORK_ZONE,
});
