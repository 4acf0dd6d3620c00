import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PK, SK, type TableSchema } from '../../../shared/platform/table-schema.ts';
import { conditionOf } from './condition.ts';
import { copyItem, type Item, wireItem } from './item.ts';
import { type Key, MemoryTable } from './memory-table.ts';
import { bindingsOf, type Expressions } from './path.ts';
import { type QueryInput, query } from './query.ts';
import { updated } from './update.ts';

/** One request as the document client would send it. */
export interface Request {
  /** `PutCommand`, `QueryCommand` … */
  readonly op: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** How a request is served where AWS leaves it open. */
export interface Serving {
  readonly atMs: number;
  /** An eventually consistent read sees the table as it was so long ago. */
  readonly lagMs?: number;
  /** A page ends after so many items, as one does at 1 MB. */
  readonly pageItems?: number;
}

interface WriteInput extends Expressions {
  readonly ConditionExpression?: string;
  readonly TableName: string;
  readonly Item?: Item;
  readonly Key?: Item;
  readonly UpdateExpression?: string;
  readonly ReturnValues?: string;
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

/** Told of every change the moment it happens. */
export type Watch = (table: string, before: Item | undefined, after: Item | undefined, atMs: number) => void;

type Kind = 'put' | 'update' | 'delete' | 'conditioncheck';
const KINDS: readonly string[] = ['put', 'update', 'delete', 'conditioncheck'] satisfies readonly Kind[];
const isKind = (name: string): name is Kind => KINDS.includes(name);

/** A write that passed its condition. */
interface Change {
  readonly table: MemoryTable;
  readonly key: Key;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/**
 * DynamoDB in memory, as far as the product uses it: the same answers to the same requests as the real engine, which
 * engine.test.ts holds it to. Each request happens at one instant; who comes when is up to the simulation.
 */
export class MemoryEngine {
  readonly #tables: ReadonlyMap<string, MemoryTable>;
  readonly #watch: Watch;

  constructor(schemas: readonly TableSchema[], watch: Watch = () => {}) {
    this.#tables = new Map(schemas.map((schema) => [schema.name, new MemoryTable(schema)]));
    this.#watch = watch;
  }

  /** Everything in a table now, for checks from outside. */
  items(table: string): Item[] {
    return this.table(table).items();
  }

  table(name: unknown): MemoryTable {
    const table = this.#tables.get(String(name));
    if (!table) throw new Error(`ResourceNotFoundException: no table ${name}`);
    return table;
  }

  /** @throws the SDK's own errors for a lost condition or a cancelled transaction */
  serve({ op, input }: Request, serving: Serving): Record<string, unknown> {
    switch (op) {
      case 'GetCommand':
        return this.#get(input, serving);
      case 'BatchGetCommand':
        return this.#batchGet(input, serving);
      case 'QueryCommand':
        return query(this.table(input.TableName), input as unknown as QueryInput, serving);
      case 'PutCommand':
        return this.#write('put', input as unknown as WriteInput, serving.atMs);
      case 'UpdateCommand':
        return this.#write('update', input as unknown as WriteInput, serving.atMs);
      case 'DeleteCommand':
        return this.#write('delete', input as unknown as WriteInput, serving.atMs);
      case 'TransactWriteCommand':
        return this.#transact(input, serving.atMs);
      default:
        throw new Error(`the fake engine knows no ${op}`);
    }
  }

  #get({ TableName, Key: key, ConsistentRead }: Request['input'], { atMs, lagMs = 0 }: Serving) {
    const asOfMs = ConsistentRead === true ? undefined : atMs - lagMs;
    const item = this.table(TableName).read(keyOf(key as Item), asOfMs);
    return item ? { Item: copyItem(item) } : {};
  }

  #batchGet({ RequestItems }: Request['input'], serving: Serving) {
    const asked = RequestItems as Record<string, { readonly Keys: readonly Item[]; readonly ConsistentRead?: boolean }>;
    const Responses = Object.fromEntries(
      Object.entries(asked).map(([TableName, { Keys, ConsistentRead }]) => [
        TableName,
        Keys.flatMap((Key) => this.#get({ TableName, Key, ConsistentRead }, serving).Item ?? []),
      ]),
    );
    return { Responses, UnprocessedKeys: {} };
  }

  /** Undefined when the condition does not hold. */
  #prepare(kind: Kind, input: WriteInput): { readonly change?: Change; readonly before: Item | undefined } {
    const table = this.table(input.TableName);
    const key = keyOf(kind === 'put' ? input.Item : input.Key);
    const before = table.read(key);
    const bindings = bindingsOf(input);
    const condition = input.ConditionExpression;
    if (condition !== undefined && !conditionOf(condition)(before ?? {}, bindings)) return { before };
    if (kind === 'conditioncheck') return { before, change: { table, key, before, after: before } };
    if (kind === 'delete') return { before, change: { table, key, before, after: undefined } };
    const after =
      kind === 'put' ? copyItem(input.Item) : updated(before ?? { ...key }, input.UpdateExpression ?? '', bindings);
    return { before, change: { table, key, before, after } };
  }

  #apply({ table, key, before, after }: Change, atMs: number): void {
    table.write(key, after, atMs);
    this.#watch(table.schema.name, before, after, atMs);
  }

  #write(kind: Kind, input: WriteInput, atMs: number): Record<string, unknown> {
    const { change, before } = this.#prepare(kind, input);
    if (!change) {
      const wantsOld = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && before !== undefined;
      throw new ConditionalCheckFailedException({
        message: 'The conditional request failed',
        $metadata: {},
        ...(wantsOld ? { Item: wireItem(before) as ConditionalCheckFailedException['Item'] } : {}),
      });
    }
    this.#apply(change, atMs);
    return /^(ALL|UPDATED)_NEW$/.test(input.ReturnValues ?? '') ? { Attributes: copyItem(change.after) } : {};
  }

  #transact({ TransactItems }: Request['input'], atMs: number): Record<string, unknown> {
    const prepared = (TransactItems as Record<string, WriteInput>[]).map((each) => {
      const [name = '', write] = Object.entries(each)[0] ?? [];
      const kind = name.toLowerCase();
      if (!write || !isKind(kind)) throw new Error(`no ${name} here`);
      return this.#prepare(kind, write);
    });
    const changes = prepared.flatMap(({ change }) => change ?? []);
    if (changes.length < prepared.length) {
      throw cancelled(prepared.map(({ change }) => (change ? 'None' : 'ConditionalCheckFailed')));
    }
    for (const change of changes.filter(({ before, after }) => before !== after)) this.#apply(change, atMs);
    return {};
  }
}

/** A transaction that did not take place, and why, write by write. */
export const cancelled = (codes: readonly string[]): TransactionCanceledException =>
  new TransactionCanceledException({
    message: `Transaction cancelled [${codes.join(', ')}]`,
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

function keyOf(item: Item | undefined): Key {
  const { [PK]: pk, [SK]: sk } = item ?? {};
  if (typeof pk !== 'string' || typeof sk !== 'string' || pk === '' || sk === '') {
    throw new Error('ValidationException: the key is not complete');
  }
  return { pk, sk };
}
