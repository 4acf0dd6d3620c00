import type { DynamoDBRecord } from 'aws-lambda';
import { keepFactsHandler } from '../../functions/reporting/keep-facts/handler.ts';
import { hourOf, NEXT_WAKE } from '../../shared/appointments/keys.ts';
import { catalogTable } from '../../shared/catalog/keys.ts';
import { DAY_MS, dayOf, endOfDayMs } from '../../shared/kernel/time.ts';
import { ledgerTable } from '../../shared/ledger/keys.ts';
import { outcomesTable } from '../../shared/outcomes/keys.ts';
import { payoutsTable } from '../../shared/payouts/keys.ts';
import { reportsTable } from '../../shared/reporting/keys.ts';
import { leasesTable } from '../../shared/tracking/keys.ts';
import { compose, type Ports } from './compose.ts';
import { type Dice, diceOf } from './dice.ts';
import { MemoryEngine, type Request } from './engine/memory-engine.ts';
import { Faults } from './faults.ts';
import { type Consumer, consume, TIMEOUT_SECONDS, type Verb } from './functions.ts';
import { Invocation } from './invocation.ts';
import { Monitor } from './monitor.ts';
import { type Plan, planOf } from './plan.ts';
import type { Planted } from './planted.ts';
import { Queue, type QueueName } from './queue.ts';
import { describe, isLong, tableOf } from './requests.ts';
import { Scheduler } from './scheduler.ts';
import { TableStream } from './stream.ts';
import { Trace } from './trace.ts';

export interface Choice {
  readonly seed: number;
  /** Breaks one rule, to see whether it is noticed. */
  readonly planted?: Planted | undefined;
  /** Only these faults may happen (shrinking). */
  readonly allowed?: ReadonlySet<string> | undefined;
  /** Leaves out what it does not like of the plan (shrinking). */
  readonly trim?: ((plan: Plan) => Plan) | undefined;
  readonly isTraced?: boolean;
}

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

/** Queue, its consumer, and how many letters that takes at once (infra/stacks). */
const CONSUMERS: Readonly<Record<QueueName, readonly [Consumer, number]>> = {
  'call-events': ['settle-call', 10],
  leads: ['look-after-lead', 10],
  'appointment-events': ['settle-appointment', 10],
  outcomes: ['judge-outcome', 10],
  'late-truth': ['correct-late-truth', 10],
  'payout-lines': ['draw-payout-line', 5],
};

/** A call that is lost on its way in tells nothing about what follows: so the way in has better weather. */
const LIGHT: ReadonlySet<Verb> = new Set(['answer-call', 'take-choice', 'receive-call-event', 'receive-booking-event']);

/** How late an eventually consistent read may be: AWS says "usually within a second" and promises nothing. */
const MAX_LAG_MS = 2 * 3_600_000;

/** One network, with everything that its functions can reach. */
export class World {
  readonly dice: Dice;
  readonly plan: Plan;
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly trace: Trace;
  readonly monitor: Monitor;
  readonly engine: MemoryEngine;
  readonly files = new Map<string, string>();
  readonly queues: Readonly<Record<QueueName, Queue>>;
  /** What the table of the outcomes tells reporting. */
  readonly stream: TableStream;
  readonly planted: Planted | undefined;
  /** What was accepted, of callers, publishers, calendars and finance: none of these may be lost. */
  readonly accepted = {
    calls: new Set<string>(),
    leads: new Set<string>(),
    bookings: new Set<string>(),
    corrections: new Map<string, string>(),
  };
  /** How often the advertiser's system was sent each lead. */
  readonly sent = new Map<string, number>();
  events = 0;

  constructor({ seed, planted, allowed, trim = (plan) => plan, isTraced = false }: Choice) {
    this.dice = diceOf(seed);
    this.plan = trim(planOf(this.dice));
    this.planted = planted;
    this.scheduler = new Scheduler(this.plan.startMs);
    this.faults = new Faults(this.dice, this.plan.isStormy, allowed);
    this.trace = new Trace(isTraced, () => this.scheduler.nowMs);
    this.monitor = new Monitor(this.plan.zone, this.trace);
    const schemas = [catalogTable, leasesTable, outcomesTable, ledgerTable, payoutsTable, reportsTable];
    this.stream = this.#stream();
    this.engine = new MemoryEngine(schemas, (table, before, after, atMs) => {
      this.monitor.watch(table, before, after, atMs);
      if (table === 'outcomes' && after) this.stream.append(after);
    });
    this.monitor.engine = this.engine;
    this.queues = {
      'call-events': this.#queue('call-events'),
      leads: this.#queue('leads'),
      'appointment-events': this.#queue('appointment-events'),
      outcomes: this.#queue('outcomes'),
      'late-truth': this.#queue('late-truth'),
      'payout-lines': this.#queue('payout-lines'),
    };
    for (const publisher of this.plan.publishers) this.#addPublisher(publisher);
    // The waker has run before: else it looks a month back, hour by hour.
    const hour = hourOf(this.plan.startMs);
    this.engine.table('outcomes').write(NEXT_WAKE, { ...NEXT_WAKE, hour }, this.plan.startMs);
  }

  #queue(name: QueueName): Queue {
    const [verb, batchSize] = CONSUMERS[name];
    const props = {
      name,
      batchSize,
      visibilitySeconds: 6 * TIMEOUT_SECONDS[verb],
      consume: async (
        id: string,
        batch: Parameters<typeof consume>[2],
        handled: (ids: ReadonlySet<string>) => void,
      ) => {
        const answer = await this.invoke(verb, id, (ports) => consume(verb, ports, batch));
        if (answer.ok) handled(answer.value);
      },
    };
    const { scheduler, faults, dice, trace, planted, plan } = this;
    const parts = {
      endOfDayMs: (atMs: number) => endOfDayMs(dayOf(atMs, plan.zone), plan.zone),
      forgetsAtOnce: planted?.forgetsAtOnce === name,
    };
    return new Queue(props, { scheduler, faults, dice, trace, ...parts });
  }

  #stream(): TableStream {
    const consume = (id: string, records: readonly DynamoDBRecord[]) =>
      this.invoke('keep-facts', id, (ports) => keepFactsHandler(ports.reporting)({ Records: [...records] }));
    return new TableStream(consume, this);
  }

  /** In the catalog long before anything happens. */
  #addPublisher({ publisherId, thresholdMinor, hasPayee, schedule }: Plan['publishers'][number]): void {
    const createdAtMs = this.plan.startMs - 60 * DAY_MS;
    const item = {
      ...{ pk: `PUB#${publisherId}`, sk: 'PUB', ownerKey: 'PUBLISHERS', ownerSort: `${createdAtMs}#${publisherId}` },
      ...{ publisherId, name: publisherId, origins: [], tagKey: `tag_${publisherId}`, currency: 'USD', createdAtMs },
      payoutThresholdMinor: Number(thresholdMinor),
      payoutSchedule: schedule,
      ...(hasPayee ? { payee: payeeItem(publisherId) } : {}),
    };
    this.engine.table('catalog').write({ pk: item.pk, sk: item.sk }, item, createdAtMs);
  }

  /** Runs one life of a function. An answer of `ok: false` is all that its caller learns of an end it did not choose. */
  invoke<T>(verb: Verb, id: string, work: (ports: Ports) => Promise<T>): Promise<Answer<T>> {
    const { planted, scheduler, faults, trace } = this;
    const around = {
      ...{ scheduler, faults, trace, lifeFactor: planted?.lifeFactor ?? 1, skewFactor: planted?.skewFactor ?? 1 },
      weight: LIGHT.has(verb) ? 0.25 : 1,
    };
    const inv = new Invocation(around, `${verb} ${id}`, TIMEOUT_SECONDS[verb]);
    this.events += 1;
    trace.add(inv.id, () => 'starts');
    return new Promise((resolve) => {
      inv.onDeath = () => resolve({ ok: false, error: new Error('the function died') });
      const end = (answer: Answer<T>): void => {
        inv.over();
        trace.add(inv.id, () => (answer.ok ? 'is done' : `fails: ${answer.error}`));
        resolve(answer);
      };
      work(compose(this, inv, verb)).then(
        (value) => end({ ok: true, value }),
        (error) => end({ ok: false, error }),
      );
    });
  }

  /** One request to the engine, under the weather of the seed. */
  ask(inv: Invocation, verb: string, asked: Request): Promise<unknown> {
    const request = this.planted?.request?.(asked, verb) ?? asked;
    const { TransactItems } = request.input;
    const label = (): string => `${request.op.replace('Command', '')} ${describe(request)}`;
    const writes = Array.isArray(TransactItems) ? { writes: TransactItems.length } : {};
    return inv.request((place) => this.#serve(place, request, verb), { label, ...writes });
  }

  #serve(place: string, request: Request, verb: string): unknown {
    this.events += 1;
    const { input, op } = request;
    if (this.#isOut(request)) throw Object.assign(new Error('the table is out'), { name: 'InternalServerError' });
    const isRead = op === 'QueryCommand' || op === 'GetCommand';
    const atMs = this.scheduler.nowMs;
    if (!isRead) return this.engine.serve(request, { atMs });
    const roll = this.dice(`${place}/serve`);
    const isLate = input.ConsistentRead !== true && this.faults.strikes('stale', place, roll, 0.3);
    const lagMs = isLate ? roll.between(50, MAX_LAG_MS) : 0;
    const endsEarly = isLong(request) && this.faults.strikes('page ends', place, roll, 0.3);
    const pageItems = endsEarly ? { pageItems: roll.between(1, 3) } : {};
    const answer = this.engine.serve(request, { atMs, lagMs, ...pageItems });
    return this.planted?.answer?.(answer, request, verb) ?? answer;
  }

  #isOut(request: Request): boolean {
    const { outage } = this.plan;
    return outage !== undefined && this.faults.isOut(outage, tableOf(request), this.scheduler.nowMs);
  }

  /** The bucket keeps what it has: the same file again must be the same bytes. */
  putFile(key: string, body: string): void {
    const there = this.files.get(key);
    if (there !== undefined && there !== body) {
      this.monitor.say(this.scheduler.nowMs, `the file ${key} was written again with other bytes`);
    }
    this.files.set(key, body);
  }
}

const payeeItem = (publisherId: string) => ({
  legalName: `${publisherId} LLC`,
  method: 'csv',
  accountMasked: '…0001',
  accountSealed: `payee:${publisherId}|account of ${publisherId}`,
});
