import { dynamoCallerLists } from '../../../shared/calls/dynamo-caller-lists.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { within } from '../../../shared/platform/deadline.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { carrierDeps, voice } from '../compose-carrier.ts';
import { noteIn } from '../compose-queue.ts';
import { callStores, contestPorts } from '../compose-stores.ts';
import { takeChoiceHandler } from './handler.ts';

const deps = carrierDeps('take-choice');
const client = documentClient();
const { capacity, calls, people } = callStores(client);
const ports = {
  ...contestPorts(client),
  ...{ capacity, calls, people, note: noteIn(deps.log) },
  callers: dynamoCallerLists(client, readEnv('TABLE_CATALOG').TABLE_CATALOG, systemClock),
  ...{ clock: systemClock, deadline: { within } },
};

export const handler = takeChoiceHandler({ ...deps, ports, voice: voice() });
