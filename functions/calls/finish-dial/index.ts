import { systemClock } from '../../../shared/kernel/time.ts';
import { within } from '../../../shared/platform/deadline.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { composeTell } from '../../webhooks/tell.ts';
import { biddingDesk } from '../compose-bidding.ts';
import { carrierDeps, voice } from '../compose-carrier.ts';
import { callQueue, noteIn } from '../compose-queue.ts';
import { callStores, catalogPorts } from '../compose-stores.ts';
import { tellPausedBy } from '../tell-paused.ts';
import { finishDialHandler } from './handler.ts';

const deps = carrierDeps('finish-dial');
const client = documentClient();
const { capacity, calls } = callStores(client);
const ports = {
  ...catalogPorts(client),
  ...{ capacity, calls, queue: callQueue(), note: noteIn(deps.log) },
  tellPaused: tellPausedBy(composeTell(client, deps.log)),
  ...{ clock: systemClock, deadline: { within }, bidding: biddingDesk(client) },
};

export const handler = finishDialHandler({ ...deps, ports, voice: voice() });
