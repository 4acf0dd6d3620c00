import { DAY_MS, dayOf, MINUTE_MS } from '../../shared/kernel/time.ts';
import { verdictJournal } from '../../shared/ledger/post-entry.ts';
import { postingWindow } from '../../shared/ledger/posting-window.ts';
import { chainOf } from '../../shared/payouts/line-chain.ts';
import type { Ports } from './compose.ts';
import type { Request } from './engine/memory-engine.ts';
import type { Invocation } from './invocation.ts';

/** A rule of the product, broken from outside: never by a switch in the product itself. */
export interface Planted {
  readonly name: string;
  /**
   * So many seeds find it for sure, with a wide margin over what it took. What needs several things to coincide needs
   * thousands of deliveries, too many for each run of the tests: `npm run sim -- --planted` looks for those as well.
   */
  readonly within: number;
  /** Changes a request on its way to the engine. */
  readonly request?: (request: Request, verb: string) => Request;
  /** Changes an answer on its way back. */
  readonly answer?: (answer: Record<string, unknown>, request: Request, verb: string) => Record<string, unknown>;
  /** Changes what a function is made of. */
  readonly ports?: (ports: Ports, inv: Invocation, verb: string) => Ports;
  /** Functions live so many times as long as they may. */
  readonly lifeFactor?: number;
  /** Clocks are off by so many times what they may be. */
  readonly skewFactor?: number;
  /** This queue forgets a letter as soon as it hands it out. */
  readonly forgetsAtOnce?: string;
}

const without = (request: Request, ...fields: readonly string[]): Request => ({
  ...request,
  input: Object.fromEntries(Object.entries(request.input).filter(([name]) => !fields.includes(name))),
});

const unconditional = (request: Request): Request => without(request, 'ConditionExpression');

const isWrite = ({ op, input }: Request, table: string, having: string): boolean =>
  /^(Put|Update)Command$/.test(op) && input.TableName === table && textOf(input).includes(having);

const textOf = (input: unknown): string =>
  JSON.stringify(input, (_key, value) => (typeof value === 'bigint' ? Number(value) : value));

type Write = Record<string, Record<string, unknown>>;

/** Takes the conditions off the puts of a transaction whose keys or conditions look so. */
function unconditionalPuts(request: Request, having: string): Request {
  const { TransactItems } = request.input;
  if (!Array.isArray(TransactItems)) return request;
  const items = (TransactItems as Write[]).map((write) => {
    if (!write.Put || !textOf([write.Put.ConditionExpression, (write.Put.Item as { sk: string }).sk]).includes(having))
      return write;
    const { ConditionExpression: _gone, ...put } = write.Put;
    return { Put: put };
  });
  return { ...request, input: { ...request.input, TransactItems: items } };
}

const isLedgerQuery = ({ op, input }: Request): boolean => op === 'QueryCommand' && input.TableName === 'ledger';

const withPayouts = (ports: Ports, change: Partial<Ports['payouts']>): Ports => ({
  ...ports,
  payouts: { ...ports.payouts, ...change },
});

/** In the order of the road: judging, ledger, payouts, and what all of it stands on. */
export const PLANTED: readonly Planted[] = [
  {
    name: 'gives a verdict although there is one',
    within: 40,
    request: (request) => (isWrite(request, 'outcomes', 'judgedSort') ? unconditional(request) : request),
  },
  {
    name: 'moves a posting key without checking the old one',
    within: 2000,
    request: (request) => (isWrite(request, 'outcomes', 'SET payableDay') ? unconditional(request) : request),
  },
  {
    name: 'moves a posting key without looking whether the entry is there',
    within: 40,
    ports: (ports, { clock }) => {
      const { journal, zone } = ports.judge;
      const post: typeof journal.post = async (key, ...rest) =>
        postingWindow(key.payableDay, clock.nowMs(), zone) === 'closed' ? 'closed' : journal.post(key, ...rest);
      return { ...ports, judge: { ...ports.judge, journal: { post } } };
    },
  },
  {
    name: 'posts into a day for a day after its end',
    within: 100,
    ports: (ports, { clock }) => {
      const late = { nowMs: () => clock.nowMs() - DAY_MS };
      const journal = verdictJournal({ book: ports.adjusting.book, clock: late, zone: ports.judge.zone });
      return { ...ports, judge: { ...ports.judge, journal } };
    },
  },
  {
    name: 'posts over an entry that is there',
    within: 40,
    request: (request) => (isWrite(request, 'ledger', 'postings') ? unconditional(request) : request),
  },
  {
    name: 'corrects without freezing the day first',
    within: 40,
    ports: (ports) => {
      const frozen = {
        freeze: async (_publisher: string, _entry: string, day: string, inputHash: string) => ({ day, inputHash }),
        move: async (_publisher: string, _entry: string, _from: string, to: string) => to,
      };
      return { ...ports, adjusting: { ...ports.adjusting, frozen: { ...ports.adjusting.frozen, ...frozen } } };
    },
  },
  {
    name: 'opens a run as soon as its last day is over',
    within: 40,
    ports: (ports, { clock }) => withPayouts(ports, { clock: { nowMs: () => clock.nowMs() + 59 * MINUTE_MS } }),
  },
  {
    name: 'draws from eventually consistent reads',
    within: 100,
    request: (request, verb) =>
      verb === 'draw-payout-line' && isLedgerQuery(request) ? without(request, 'ConsistentRead') : request,
  },
  {
    name: 'draws without the pages after the first',
    within: 40,
    answer: ({ LastEvaluatedKey: key, ...answer }, request, verb) =>
      key !== undefined && !(verb === 'draw-payout-line' && isLedgerQuery(request))
        ? { ...answer, LastEvaluatedKey: key }
        : answer,
  },
  {
    name: 'drops what the line before carried',
    within: 40,
    ports: (ports) => {
      const { lines } = ports.payouts;
      const latest: typeof lines.latest = async (publisherId) => {
        const line = await lines.latest(publisherId);
        const changed = line && { ...line, carriedOutMinor: 0n };
        return changed && { ...changed, chain: chainOf(changed) };
      };
      return withPayouts(ports, { lines: { ...lines, latest } });
    },
  },
  {
    name: 'takes a cancelled run for one that paid',
    within: 40,
    ports: (ports, _inv, verb) => {
      const { runs } = ports.payouts;
      const get: typeof runs.get = async (runId) => {
        const run = await runs.get(runId);
        return run?.state === 'cancelled' && verb === 'draw-payout-line' ? { ...run, state: 'issued' } : run;
      };
      return withPayouts(ports, { runs: { ...runs, get } });
    },
  },
  {
    name: 'writes a line where there is one',
    within: 400,
    request: (request) => unconditionalPuts(request, 'LINE#'),
  },
  {
    name: 'lets a run be cancelled that others build on',
    within: 600,
    ports: (ports, _inv, verb) => {
      const { runs } = ports.payouts;
      const active = async () =>
        (await runs.active()).filter(({ state }) => state === 'opening' || state === 'drawing');
      return verb === 'enlist-publishers' ? withPayouts(ports, { runs: { ...runs, active } }) : ports;
    },
  },
  {
    name: 'changes a run on an old reading',
    within: 40,
    request: (request) => unconditionalPuts(request, 'version = :version'),
  },
  {
    name: 'lets the opener approve',
    within: 40,
    ports: (ports, _inv, verb) => {
      const { runs } = ports.payouts;
      const someone = { keyId: 'someone', subjectId: 'someone' };
      const get: typeof runs.get = async (runId) => {
        const run = await runs.get(runId);
        return run?.state === 'drawn' && verb === 'finance' ? { ...run, opened: { ...run.opened, by: someone } } : run;
      };
      const replace: typeof runs.replace = async (before, after) => {
        const stored = await runs.get(before.runId);
        return runs.replace(before, stored ? { ...after, opened: stored.opened } : after);
      };
      return verb === 'finance' ? withPayouts(ports, { runs: { ...runs, get, replace } }) : ports;
    },
  },
  {
    name: 'books a payment under a new name each time',
    within: 40,
    ports: (ports, { id }) => {
      const { book } = ports.payouts;
      const bookPayment: typeof book.bookPayment = (runId, entry) =>
        book.bookPayment(runId, { ...entry, entryId: `${entry.entryId}-${id.replace(/\W+/g, '-')}` });
      return withPayouts(ports, { book: { ...book, bookPayment } });
    },
  },
  {
    name: 'writes the time into the payment file',
    within: 40,
    ports: (ports, { clock }) => {
      const { files } = ports.payouts;
      const put: typeof files.put = (key, body, type) => files.put(key, `${body}# ${clock.nowMs()}\r\n`, type);
      return withPayouts(ports, { files: { ...files, put } });
    },
  },
  {
    name: 'keeps no fact whose write failed, and says it did',
    within: 40,
    ports: (ports) => {
      const { facts } = ports.reporting;
      const keep: typeof facts.keep = (day, fact) => facts.keep(day, fact).catch(() => {});
      return { ...ports, reporting: { ...ports.reporting, facts: { ...facts, keep } } };
    },
  },
  {
    name: 'counts a fact by the day on which it is kept',
    within: 40,
    ports: (ports, { clock }) => {
      const { facts, zone } = ports.reporting;
      const keep: typeof facts.keep = (_day, fact) => facts.keep(dayOf(clock.nowMs(), zone), fact);
      return { ...ports, reporting: { ...ports.reporting, facts: { ...facts, keep } } };
    },
  },
  { name: 'lets functions live for an hour', within: 600, lifeFactor: 100 },
  { name: 'lets clocks be off by forty minutes', within: 200, skewFactor: 8 },
  { name: 'forgets a judge request once it is handed out', within: 40, forgetsAtOnce: 'outcomes' },
  { name: 'forgets a draw request once it is handed out', within: 40, forgetsAtOnce: 'payout-lines' },
];
