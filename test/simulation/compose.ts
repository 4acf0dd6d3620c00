import type { AnswerPorts } from '../../shared/calls/answer-call.ts';
import type { OpeningPorts } from '../../shared/calls/complete-opening.ts';
import type { CallMessage } from '../../shared/calls/contract.ts';
import { dynamoCalls } from '../../shared/calls/dynamo-calls.ts';
import { dynamoCapacity } from '../../shared/calls/dynamo-capacity.ts';
import type { Plan as CallerPlan } from '../../shared/calls/routing/plan/model.ts';
import type { SettlePorts } from '../../shared/calls/settle-call.ts';
import type { TakeChoicePorts } from '../../shared/calls/take-choice.ts';
import { dynamoPayees, openAccountWith } from '../../shared/catalog/dynamo-payees.ts';
import { termsOf } from '../../shared/catalog/model.ts';
import type { AdjustPorts } from '../../shared/ledger/adjust.ts';
import type { AdjustOutcomePorts } from '../../shared/ledger/adjust-outcome.ts';
import { chainStandings } from '../../shared/ledger/chain-standings.ts';
import type { LateTruthPorts } from '../../shared/ledger/correct-late-truth.ts';
import { dynamoCorrections } from '../../shared/ledger/dynamo-corrections.ts';
import { dynamoFrozenDays } from '../../shared/ledger/dynamo-frozen-days.ts';
import { dynamoJournal } from '../../shared/ledger/dynamo-journal.ts';
import { verdictJournal } from '../../shared/ledger/post-entry.ts';
import type { JudgeRequest, LateTruthNotice } from '../../shared/outcomes/contract.ts';
import { dynamoChains } from '../../shared/outcomes/dynamo-chains.ts';
import { dynamoOutcomes } from '../../shared/outcomes/dynamo-outcomes.ts';
import { dynamoPersonHistory } from '../../shared/outcomes/dynamo-person-history.ts';
import type { JudgePorts } from '../../shared/outcomes/judge-outcome.ts';
import { hashPerson } from '../../shared/outcomes/person.ts';
import type { DrawRequest } from '../../shared/payouts/contract.ts';
import { dynamoLines } from '../../shared/payouts/dynamo-lines.ts';
import { dynamoPayments } from '../../shared/payouts/dynamo-payments.ts';
import { dynamoPublisherDirectory } from '../../shared/payouts/dynamo-publisher-directory.ts';
import { dynamoRuns } from '../../shared/payouts/dynamo-runs.ts';
import type { FileStore } from '../../shared/payouts/ports.ts';
import type { Log } from '../../shared/platform/log.ts';
import { dynamoFacts, dynamoTraits } from '../../shared/reporting/dynamo-facts.ts';
import type { KeepPorts } from '../../shared/reporting/keep-facts.ts';
import type { TrackingNumber } from '../../shared/tracking/model.ts';
import {
  type AppointmentMessage,
  type Around,
  type LeadMessage,
  leadPorts,
  meetingPorts,
} from './channels/compose-channels.ts';
import { memoryClient } from './engine/memory-client.ts';
import type { Invocation } from './invocation.ts';
import type { QueueName } from './queue.ts';
import { PERSON_SECRET, PLAIN_CIPHER } from './secrets.ts';
import type { World } from './world.ts';

/** Callers of this offer's numbers are asked first; key 2 leads to the other offer. */
const ASKING_OFFER = 'offer_1';
const CALLER_PLAN: CallerPlan = {
  entry: 'menu',
  nodes: {
    menu: {
      kind: 'ask',
      prompt: 'Press 1 or 2.',
      by: ['keys'],
      timeoutSeconds: 5,
      tries: 2,
      choices: [
        { keys: '1', goTo: 'own' },
        { keys: '2', goTo: 'other' },
        { keys: '3', goTo: 'sorry' },
      ],
      otherwise: 'own',
    },
    own: { kind: 'offer' },
    other: { kind: 'offer', offerId: 'offer_0' },
    sorry: { kind: 'refuse', say: 'Goodbye.' },
  },
};

export const numberOf = (publisherId: string, offerId: string): TrackingNumber => ({
  number: `+1217555${publisherId.slice(-1).padStart(2, '0')}${offerId.slice(-1).padStart(2, '0')}`,
  publisherId,
  offerId,
  kind: 'static',
  source: 'flyer',
});

const nothing = async (): Promise<undefined> => undefined;

/** Queues as one invocation sends to them. */
export function queues(world: World, inv: Invocation) {
  const sender = <M extends object>(name: QueueName) => {
    const send = (message: M, delaySeconds = 0) =>
      inv.request(() => world.queues[name].send(message, delaySeconds), {
        label: () => `send to ${name} ${JSON.stringify(message).slice(0, 160)}`,
      });
    return {
      send: (message: M, options: { readonly delaySeconds?: number } = {}) => send(message, options.delaySeconds),
      async sendAll(messages: readonly M[]) {
        for (const message of messages) await send(message);
      },
    };
  };
  return {
    callQueue: sender<CallMessage>('call-events'),
    leadQueue: sender<LeadMessage>('leads'),
    meetingQueue: sender<AppointmentMessage>('appointment-events'),
    judgeQueue: sender<JudgeRequest>('outcomes'),
    lateQueue: sender<LateTruthNotice>('late-truth'),
    drawQueue: sender<DrawRequest>('payout-lines'),
  };
}

const logOf = (world: World, inv: Invocation): Log => {
  const say = (level: string) => (what: unknown, details?: unknown) =>
    world.trace.add(inv.id, () => `log ${level}: ${String(what)} ${JSON.stringify(details ?? {})}`);
  return { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') } as Log;
};

/** The calls context over the catalog of the plan, which never changes. */
function callPorts(world: World, inv: Invocation, stores: ReturnType<typeof storesOf>, log: Log) {
  const { plan } = world;
  const { callQueue, judgeQueue, lateQueue } = queues(world, inv);
  const numbers = plan.publishers.flatMap(({ publisherId }) =>
    plan.offers.map(({ offerId }) => numberOf(publisherId, offerId)),
  );
  const read = <T>(what: string, act: () => T): Promise<T> => inv.request(act, { label: () => `read ${what}` });
  const note: AnswerPorts['note'] = (what, details) => log.warn(what, { ...details });
  const answer: AnswerPorts & TakeChoicePorts = {
    numbers: { number: (number) => read('number', () => numbers.find((each) => each.number === number)) },
    catalog: {
      currentOffer: (id) => read('offer', () => plan.offers.find(({ offerId }) => offerId === id)),
      deal: () => nothing(),
      targetsOf: (id) => read('targets', () => plan.targets.filter(({ offerId }) => offerId === id)),
    },
    plans: { plan: (id) => read('plan', () => (id === ASKING_OFFER ? CALLER_PLAN : undefined)) },
    leases: { read: () => nothing() },
    hashPerson: async (number) => hashPerson(PERSON_SECRET, number),
    people: stores.people,
    capacity: dynamoCapacity(stores.client, 'leases', plan.zone),
    calls: stores.calls,
    queue: callQueue,
    clock: inv.clock,
    deadline: { within: (ms, work) => within(world, ms, work) },
    note,
  };
  const opening: OpeningPorts = { ...answer, extend: async () => true, sweeps: { send: async () => {} } };
  const settling: SettlePorts = {
    ...answer,
    judge: judgeQueue,
    lateTruth: lateQueue,
    countLate: () => {},
    note,
  };
  return { answer, opening, settling };
}

/** The product's deadline, in virtual time. */
function within<T>({ scheduler }: World, ms: number, work: Promise<T>): Promise<T> {
  const late = scheduler.wait(ms).then(() => {
    throw Object.assign(new Error(`took longer than ${ms} ms`), { name: 'DeadlineError' });
  });
  return Promise.race([work, late]);
}

export function storesOf(world: World, inv: Invocation, verb: string) {
  const client = memoryClient((request) => world.ask(inv, verb, request));
  const outcomes = dynamoOutcomes(client, 'outcomes');
  return {
    client,
    outcomes,
    people: dynamoPersonHistory(client, 'outcomes'),
    calls: dynamoCalls(client, 'outcomes', outcomes),
    journal: dynamoJournal(client, 'ledger'),
    frozen: dynamoFrozenDays(client, 'ledger'),
    payees: dynamoPayees(client, 'catalog', PLAIN_CIPHER),
  };
}

function payoutPorts(world: World, inv: Invocation, stores: ReturnType<typeof storesOf>, log: Log) {
  const files: FileStore = {
    put: (key, body) => inv.request(() => world.putFile(key, body), { label: () => `put file ${key}` }),
    get: (key) => inv.request(() => world.files.get(key), { label: () => `get file ${key}` }),
  };
  return {
    log,
    count: () => {},
    runs: dynamoRuns(stores.client, 'payouts'),
    lines: dynamoLines(stores.client, 'payouts'),
    directory: dynamoPublisherDirectory(stores.client, 'catalog'),
    entries: stores.journal,
    book: stores.journal,
    outbox: queues(world, inv).drawQueue,
    payments: dynamoPayments(stores.client, 'payouts'),
    senders: async () => ({}),
    openAccount: openAccountWith(PLAIN_CIPHER),
    files,
    clock: inv.clock,
    zone: world.plan.zone,
  };
}

function composePorts(world: World, inv: Invocation, verb: string) {
  const { plan } = world;
  const offers = [...plan.offers, plan.leadOffer, plan.meetingOffer];
  const log = logOf(world, inv);
  const stores = storesOf(world, inv, verb);
  const posting = { book: stores.journal, clock: inv.clock, zone: plan.zone };
  const judge: JudgePorts = {
    outcomes: stores.outcomes,
    history: stores.people,
    customers: { add: async () => 0, has: async () => false },
    terms: {
      async terms(ref) {
        const offer = offers.find(({ offerId }) => offerId === ref.offerId);
        if (!offer) throw new Error(`no offer ${ref.offerId}`);
        return termsOf(offer, ref.publisherId, undefined);
      },
    },
    journal: verdictJournal(posting),
    chain: {
      chains: dynamoChains(stores.client, 'outcomes'),
      standings: chainStandings(dynamoCorrections(stores.client, 'outcomes')),
    },
    clock: inv.clock,
    zone: plan.zone,
  };
  const adjusting: AdjustPorts = { ...posting, frozen: stores.frozen };
  const corrections = dynamoCorrections(stores.client, 'outcomes');
  const correcting: AdjustOutcomePorts = { ...adjusting, corrections, terms: judge.terms };
  const lateTruth: LateTruthPorts = { ...judge, ...correcting };
  const reporting: KeepPorts & { readonly log: Log } = {
    facts: dynamoFacts(stores.client, 'reports'),
    traits: dynamoTraits(stores.client, 'outcomes'),
    zone: plan.zone,
    log,
  };
  const around: Around = { world, inv, stores, queues: queues(world, inv), judge, log };
  return {
    log,
    ...callPorts(world, inv, stores, log),
    ...around.queues,
    leads: leadPorts(around),
    meetings: meetingPorts(around),
    judge,
    adjusting,
    correcting,
    lateTruth,
    reporting,
    payees: stores.payees,
    payouts: payoutPorts(world, inv, stores, log),
  };
}

export type Ports = ReturnType<typeof composePorts>;

/** Everything one invocation is made of: the product's own adapters and use cases, over the engine in memory. */
export function compose(world: World, inv: Invocation, verb: string): Ports {
  const ports = composePorts(world, inv, verb);
  return world.planted?.ports?.(ports, inv, verb) ?? ports;
}
