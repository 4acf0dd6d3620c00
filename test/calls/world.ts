import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context, SQSEvent } from 'aws-lambda';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { answerCallHandler } from '../../functions/calls/answer-call/handler.ts';
import type { CarrierDeps } from '../../functions/calls/carrier-handler.ts';
import { finishDialHandler } from '../../functions/calls/finish-dial/handler.ts';
import { receiveCallEventHandler } from '../../functions/calls/receive-call-event/handler.ts';
import { settleCallHandler } from '../../functions/calls/settle-call/handler.ts';
import { takeChoiceHandler } from '../../functions/calls/take-choice/handler.ts';
import type { AnswerPorts } from '../../shared/calls/answer-call.ts';
import type { CallMessage, CallSweep } from '../../shared/calls/contract.ts';
import { dynamoCalls } from '../../shared/calls/dynamo-calls.ts';
import { dynamoCapacity } from '../../shared/calls/dynamo-capacity.ts';
import type { CarrierName } from '../../shared/calls/model.ts';
import { outcomeIdOf } from '../../shared/calls/outcome-id.ts';
import type { Plan } from '../../shared/calls/routing/plan/model.ts';
import type { TakeChoicePorts } from '../../shared/calls/take-choice.ts';
import type { Deal, OfferVersion, Target } from '../../shared/catalog/model.ts';
import { dynamoOutcomes } from '../../shared/outcomes/dynamo-outcomes.ts';
import { dynamoPersonHistory } from '../../shared/outcomes/dynamo-person-history.ts';
import { outcomesTable } from '../../shared/outcomes/keys.ts';
import { hashPerson } from '../../shared/outcomes/person.ts';
import { within } from '../../shared/platform/deadline.ts';
import type { HttpHandler } from '../../shared/platform/http/http-stack.ts';
import type { Log } from '../../shared/platform/log.ts';
import { toBody } from '../../shared/platform/sqs.ts';
import { compactVisit } from '../../shared/tracking/compact-visit.ts';
import { createLease } from '../../shared/tracking/dynamo-lease-writes.ts';
import { dynamoLeases } from '../../shared/tracking/dynamo-leases.ts';
import { leaseSort, leasesTable } from '../../shared/tracking/keys.ts';
import type { TrackingNumber } from '../../shared/tracking/model.ts';
import { offer, target } from '../catalog/fixture.ts';
import { TestClock } from '../support/clock.ts';
import { meter } from '../support/meter.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';
import { CARRIER_OF, secretsOf } from './carriers/known.ts';
import {
  ADDRESSES,
  type Address,
  CALLER,
  type Form,
  inbound,
  POOL_NUMBER,
  type Posting,
  PUBLIC_URL,
  SECRET,
  STATIC_NUMBER,
  TOKEN,
} from './forms.ts';

export interface Queued {
  readonly message: CallMessage;
  readonly delaySeconds: number;
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** The calls functions on real tables, with a catalog and a queue that the test holds in its hands. */
export async function callWorld() {
  const clock = new TestClock();
  const client = testDocumentClient();
  const tables = { leases: await createTable(leasesTable), outcomes: await createTable(outcomesTable) };
  const units = meter(client);
  const catalog = {
    offer: offer() as OfferVersion | undefined,
    deal: undefined as Deal | undefined,
    targets: [target()] as readonly Target[],
    plan: undefined as Plan | undefined,
  };
  const numbers = new Map<string, TrackingNumber>([
    [POOL_NUMBER, { number: POOL_NUMBER, publisherId: 'pub_1', offerId: 'offer_1', kind: 'pool', poolId: 'pool_1' }],
    [
      STATIC_NUMBER,
      { number: STATIC_NUMBER, publisherId: 'pub_1', offerId: 'offer_1', kind: 'static', source: 'flyer' },
    ],
  ]);
  const leases = dynamoLeases({ client, tableName: tables.leases, random: () => 0.5 });
  await createLease({ client, tableName: tables.leases }, { poolId: 'pool_1', sk: leaseSort(POOL_NUMBER) });
  const outcomes = dynamoOutcomes(client, tables.outcomes);
  /** Advertisers that look at their calls on the line. */
  const watched = new Set<string>();
  const queued: Queued[] = [];
  const judged: string[] = [];
  const lateTruths: string[] = [];
  const counted: string[] = [];
  const notes: { what: string; details: Readonly<Record<string, unknown>> }[] = [];
  const queue = {
    async send(message: CallMessage, options: { readonly delaySeconds?: number } = {}) {
      queued.push({ message: JSON.parse(toBody(message)), delaySeconds: options.delaySeconds ?? 0 });
    },
  };
  const swept: CallSweep[] = [];
  const sweeps = { send: async (message: CallSweep) => void swept.push(message) };
  const ports: AnswerPorts & TakeChoicePorts = {
    numbers: { number: async (number) => numbers.get(number) },
    catalog: {
      currentOffer: async () => catalog.offer,
      deal: async () => catalog.deal,
      targetsOf: async () => catalog.targets,
    },
    plans: { plan: async () => catalog.plan },
    leases,
    people: dynamoPersonHistory(client, tables.outcomes),
    capacity: dynamoCapacity(client, tables.leases, 'America/New_York'),
    calls: dynamoCalls(client, tables.outcomes, outcomes, { isWatched: async (id) => watched.has(id) }),
    hashPerson: async (number) => hashPerson(SECRET, number),
    queue,
    clock,
    deadline: { within },
    note: (what, details) => notes.push({ what, details }),
  };
  const carrierDeps: CarrierDeps = {
    log: silent,
    count: (name) => counted.push(name),
    clock,
    carriers: (name) => ({ carrier: CARRIER_OF[name], secrets: async () => secretsOf(name) }),
    publicUrl: PUBLIC_URL,
  };
  const voice = { publicUrl: PUBLIC_URL, record: false };

  const handlerOf = (address: Address): HttpHandler => {
    if (address === 'voice') return answerCallHandler({ ...carrierDeps, ports, voice });
    if (address === 'choice') return takeChoiceHandler({ ...carrierDeps, ports, voice });
    if (address === 'dial') return finishDialHandler({ ...carrierDeps, ports, voice });
    return receiveCallEventHandler({ ...carrierDeps, queue: ports.queue });
  };

  /** A form as API Gateway hands it over: base64, header names in lower case. */
  function receive(path: string, query: string, headers: Posting['headers'], body: string) {
    const address = (Object.keys(ADDRESSES) as Address[]).find((name) => path.endsWith(`/${name}`)) ?? 'status';
    const event = {
      rawPath: path,
      rawQueryString: query,
      queryStringParameters: Object.fromEntries(new URLSearchParams(query)),
      headers,
      isBase64Encoded: true,
      body: Buffer.from(body).toString('base64'),
      requestContext: { requestId: 'req-1' },
    } as unknown as APIGatewayProxyEventV2;
    return handlerOf(address)(event, {} as Context);
  }

  function post(address: Address, form: Form, posting: Posting = {}): Promise<APIGatewayProxyStructuredResultV2> {
    const path = ADDRESSES[address];
    const query = posting.query ?? '';
    const url = posting.signedUrl ?? `${PUBLIC_URL}${path}${query && `?${query}`}`;
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'x-twilio-signature': getExpectedTwilioSignature(posting.token ?? TOKEN, url, { ...form }),
      ...posting.headers,
    };
    return receive(path, query, headers, posting.body ?? new URLSearchParams(form).toString());
  }

  const settle = settleCallHandler({
    log: {
      ...silent,
      warn: ((what: string, details: Readonly<Record<string, unknown>>) => {
        notes.push({ what, details });
      }) as Log['warn'],
    },
    opening: { ...ports, extend: leases.extend, sweeps },
    settling: {
      ...ports,
      judge: { send: async ({ outcomeId }) => void judged.push(outcomeId) },
      lateTruth: { send: async ({ outcomeId }) => void lateTruths.push(outcomeId) },
      countLate: () => counted.push('LateEvent'),
      note: ports.note,
    },
  });

  /** Delivers these messages as one batch; the ids of those that failed come back. */
  async function deliver(messages: readonly CallMessage[], attempt = 1): Promise<readonly CallMessage[]> {
    const event = {
      Records: messages.map((message, index) => ({
        messageId: String(index),
        body: JSON.stringify(message),
        attributes: { ApproximateReceiveCount: String(attempt) },
      })),
    } as unknown as SQSEvent;
    const { batchItemFailures } = await settle(event);
    return batchItemFailures.map(({ itemIdentifier }) => messages[Number(itemIdentifier)] as CallMessage);
  }

  /** Delivers what is due within so many seconds, and what that queues, until nothing is left; bounded. */
  async function drain(dueSeconds = 30): Promise<readonly CallMessage[]> {
    const failed: CallMessage[] = [];
    for (let rounds = 0; rounds < 10; rounds += 1) {
      const due = queued.filter(({ delaySeconds }) => delaySeconds <= dueSeconds);
      if (due.length === 0) break;
      queued.splice(0, queued.length, ...queued.filter((each) => !due.includes(each)));
      failed.push(...(await deliver(due.map(({ message }) => message))));
    }
    return failed;
  }

  return {
    ...{
      clock,
      client,
      tables,
      units,
      catalog,
      numbers,
      leases,
      outcomes,
      watched,
      queued,
      swept,
      sweeps,
      judged,
      lateTruths,
      counted,
      notes,
      ports,
      voice,
    },
    ...{ post, receive, deliver, drain },
    call: (callSid = inbound().CallSid as string, carrier: CarrierName = 'twilio') =>
      ports.calls.find(outcomeIdOf(carrier, callSid)),
    hash: () => ports.hashPerson(CALLER),
    /** A visit holds the pool number from now on. */
    async visit(visitId: string, seconds = 600) {
      const nowMs = clock.nowMs();
      const visit = compactVisit(visitId, nowMs, { url: 'https://roofs.example/?utm_source=google' });
      return leases.take(
        { poolId: 'pool_1', stealWhenEmpty: false },
        { visit, nowMs, untilMs: nowMs + seconds * 1_000 },
      );
    },
  };
}

export type CallWorld = Awaited<ReturnType<typeof callWorld>>;
