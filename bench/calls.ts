import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { CallMessage } from '../shared/calls/contract.ts';
import { dynamoCapacity } from '../shared/calls/dynamo-capacity.ts';
import { outcomeIdOf } from '../shared/calls/outcome-id.ts';
import { leaseKey } from '../shared/tracking/keys.ts';
import { type CallForms, callEnds, comesIn, dialEnds, legEnds, PATHS } from '../test/road/call-forms.ts';
import { askForNumber, deliver, PUBLISHED, postForm } from '../test/road/requests.ts';
import { type RoadWorld, ZONE } from '../test/road/world.ts';
import { documentClientAt } from '../test/support/tables-at.ts';
import type { Subject } from './measure.ts';

export const POOL_NUMBERS = 1_000;
const POOL_BUSY = 900;

const RUNS = 200;
/** A batch of ten is received and deleted by one request each. */
const RECEIVE_AND_DELETE = 2 / 10;

/** A new visit on a pool 90 % busy; for each that comes another one leaves. */
export async function assign(road: RoadWorld): Promise<Subject> {
  const client = documentClientAt(road.endpoint);
  const held: string[] = [];
  const take = async (visit: number): Promise<void> => {
    const { number, token } = await askForNumber(road.handlers.assign, visit);
    if (token === undefined) throw new Error('the pool is empty');
    held.push(number);
  };
  for (let visit = 0; visit < POOL_BUSY; visit += 1) await take(visit);
  return {
    bench: 'assign',
    of: 'POST /v1/leases on a pool of 1,000 numbers, 90 % of them held',
    runs: RUNS,
    run: take,
    after: async () => {
      const [leaving] = held.splice(Math.floor(Math.random() * held.length), 1);
      if (leaving === undefined) throw new Error('nobody is there to leave');
      await client.send(
        new UpdateCommand({
          TableName: road.tables.leases,
          Key: leaseKey('pool_main', leaving),
          UpdateExpression: 'SET u = :past',
          ExpressionAttributeValues: { ':past': Date.now() - 1 },
        }),
      );
    },
    bill: { invocations: 1, apiRequests: 1, queueRequests: 0, memoryMb: 512 },
  };
}

/** Callers and calls that no other run has. */
const callOf = (prefix: string, index: number): CallForms => ({
  callSid: `CA${prefix}${index}`,
  from: `+1${prefix}${String(2_000_000 + index)}`,
  to: PUBLISHED,
});

/** A first call of its caller, on a number that the catalog's cache knows. */
export async function answer(road: RoadWorld): Promise<Subject> {
  const capacity = dynamoCapacity(documentClientAt(road.endpoint), road.tables.leases, ZONE);
  return {
    bench: 'answer',
    of: 'POST /carriers/twilio/voice: signature, attribution, route, promised place, outcome, TwiML',
    runs: RUNS,
    run: (index) => postForm(road.handlers.answer, PATHS.voice, comesIn(callOf('312', index))),
    // The place on the target is free again: with hundreds of calls at once its item would grow as it never does.
    after: async () => {
      for (const call of road.calls.splice(0))
        if (call.kind === 'call-answered') await capacity.release('target_1', outcomeIdOf(call.carrier, call.callId));
    },
    bill: { invocations: 1, apiRequests: 1, queueRequests: 1, memoryMb: 1_024 },
  };
}

/** Answers a call and tells its end; the messages that this queues, each of which comes alone. */
async function messagesOf(road: RoadWorld, call: CallForms): Promise<CallMessage[]> {
  await postForm(road.handlers.answer, PATHS.voice, comesIn(call));
  await postForm(road.handlers.dial, PATHS.dial, dialEnds(call));
  await postForm(road.handlers.receive, PATHS.status, callEnds(call));
  await postForm(road.handlers.receive, PATHS.status, legEnds(call));
  road.reminders.splice(0);
  return road.calls.splice(0);
}

/** All that the queue brings of one call, one message after the other. */
export async function settle(road: RoadWorld): Promise<Subject> {
  const prepared = new Map<number, CallMessage[]>();
  return {
    bench: 'settle',
    of: 'settle-call for one call: answered, dial over, call over, each message alone',
    runs: RUNS,
    prepare: async (index) => void prepared.set(index, await messagesOf(road, callOf('414', index))),
    run: async (index) => {
      for (const message of prepared.get(index) ?? []) await deliver(road.handlers.settle, [message]);
    },
    after: async () => void road.judging.splice(0),
    bill: { invocations: 3, apiRequests: 0, queueRequests: 3 * RECEIVE_AND_DELETE + 1, memoryMb: 512 },
  };
}

/** A settled call's verdict, and its entry in the ledger. */
export async function judge(road: RoadWorld): Promise<Subject> {
  const prepared = new Map<number, { outcomeId: string }>();
  return {
    bench: 'judge',
    of: 'judge-outcome for one call: verdict with its indexes, journal entry',
    runs: RUNS,
    prepare: async (index) => {
      for (const message of await messagesOf(road, callOf('715', index)))
        await deliver(road.handlers.settle, [message]);
      const [asked] = road.judging.splice(0);
      if (asked) prepared.set(index, asked);
    },
    run: (index) => deliver(road.handlers.judge, [prepared.get(index)]),
    bill: { invocations: 1, apiRequests: 0, queueRequests: RECEIVE_AND_DELETE, memoryMb: 512 },
  };
}
