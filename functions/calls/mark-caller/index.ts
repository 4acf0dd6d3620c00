import { dynamoCallerMarks } from '../../../shared/calls/dynamo-caller-lists.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { hashPerson } from '../../../shared/outcomes/person.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { secretReader } from '../../../shared/platform/secrets.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const env = readEnv('TABLE_CATALOG', 'SECRET_PERSON_HASH_ARN');
const secret = secretReader(env.SECRET_PERSON_HASH_ARN, systemClock);

export const handler = handlerOf({
  ...apiDeps('calls/mark-caller', client),
  marks: dynamoCallerMarks(client, env.TABLE_CATALOG),
  hashPerson: async (number) => hashPerson((await secret())[0], number),
});
