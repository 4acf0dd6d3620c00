import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';

/** Any request of the kinds that the adapters send, on a table so small that they meet all the time. */
export type AnyCommand = (table: string) => { readonly input: object };

const PARTITIONS = ['PUB#a', 'RUNS'] as const;
const SORTS = ['2026-01-01#x', '2026-01-02#y', 'LINE#00000001', 'LINE#00000002', 'PAID#r#z'] as const;

const key = fc.record({ pk: fc.constantFrom(...PARTITIONS), sk: fc.constantFrom(...SORTS) });
const small = fc.integer({ min: 1, max: 3 });
const day = fc.constantFrom('2026-01-01', '2026-01-02');
const facts = fc.record({ at: small, who: fc.constantFrom('a', 'b') });
const slots = fc.dictionary(fc.constantFrom('s1', 's2', 's3'), small, { maxKeys: 3 });

const item = fc
  .tuple(
    key,
    fc.record(
      {
        state: fc.constantFrom('open', 'qualified'),
        version: small,
        runId: fc.constantFrom('r1', 'r2'),
        payableDay: day,
        day,
        dayCount: small,
        facts,
        slots,
        ownerKey: fc.constantFrom('PUBLISHERS', 'KEYS'),
        ownerSort: fc.constantFrom('001#a', '002#b'),
        amountMinor: fc.bigInt({ min: -5n, max: 5n }),
        list: fc.array(fc.constantFrom('x', null, true), { maxLength: 2 }),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([itsKey, rest]) => ({ ...itsKey, ...rest }));

const puts: fc.Arbitrary<AnyCommand> = fc
  .tuple(item, small, fc.constantFrom('', 'attribute_not_exists(pk)', 'version = :version'))
  .map(([Item, version, condition]) => (TableName) => {
    const values = condition.includes(':version') ? { ExpressionAttributeValues: { ':version': version } } : {};
    return new PutCommand({ TableName, Item, ...(condition ? { ConditionExpression: condition, ...values } : {}) });
  });

/** The product's own updates, word for word. */
const updates: fc.Arbitrary<AnyCommand> = fc
  .tuple(key, facts, day, day, small, fc.constantFrom('s1', 's2'), fc.nat(7))
  .map(([Key, someFacts, from, to, number, slot, which]) => (TableName) => {
    const change: Omit<UpdateCommandInput, 'TableName' | 'Key'> | undefined = [
      {
        UpdateExpression: 'SET facts = :facts',
        ConditionExpression: '#state = :open',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':facts': someFacts, ':open': 'open' },
      },
      {
        UpdateExpression: 'SET #state = :new, version = :version',
        ConditionExpression: '#state = :open AND facts = :facts',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':new': 'qualified', ':version': number, ':facts': someFacts, ':open': 'open' },
      },
      {
        UpdateExpression: 'SET payableDay = :to',
        ConditionExpression: 'payableDay = :from',
        ExpressionAttributeValues: { ':from': from, ':to': to },
      },
      {
        UpdateExpression: 'SET slots.#slot = :expires, dayCount = dayCount + :one',
        ConditionExpression:
          'attribute_exists(pk) AND attribute_not_exists(slots.#slot) AND size(slots) < :most AND #day = :day AND dayCount < :cap',
        ExpressionAttributeNames: { '#slot': slot, '#day': 'day' },
        ExpressionAttributeValues: { ':expires': 9, ':one': 1, ':most': number, ':day': from, ':cap': 4 },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
      },
      {
        UpdateExpression: 'REMOVE slots.#slot',
        ConditionExpression: 'attribute_exists(slots.#slot)',
        ExpressionAttributeNames: { '#slot': slot },
      },
      {
        UpdateExpression: 'SET revokedAtMs = if_not_exists(revokedAtMs, :at)',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':at': number },
        ReturnValues: 'ALL_NEW' as const,
      },
      {
        UpdateExpression: 'SET #list = list_append(if_not_exists(#list, :none), :one)',
        ConditionExpression: 'attribute_not_exists(#list) OR size(#list) < :most',
        ExpressionAttributeNames: { '#list': 'list' },
        ExpressionAttributeValues: { ':none': [], ':one': [from], ':most': 3 },
      },
      {
        UpdateExpression: 'ADD #version :one SET #day = :day',
        ExpressionAttributeNames: { '#version': 'version', '#day': 'day' },
        ExpressionAttributeValues: { ':one': number, ':day': from },
        ReturnValues: 'ALL_NEW' as const,
      },
    ][which];
    return new UpdateCommand({ TableName, Key, ...change });
  });

const deletes: fc.Arbitrary<AnyCommand> = key.map(
  (Key) => (TableName) =>
    new DeleteCommand({
      TableName,
      Key,
      ConditionExpression: 'runId = :runId',
      ExpressionAttributeValues: { ':runId': 'r1' },
    }),
);

const gets: fc.Arbitrary<AnyCommand> = key.map(
  (Key) => (TableName) => new GetCommand({ TableName, Key, ConsistentRead: true }),
);

const queries: fc.Arbitrary<AnyCommand> = fc
  .tuple(
    fc.constantFrom(...PARTITIONS),
    fc.constantFrom(
      ['pk = :pk', {}],
      ['pk = :pk AND sk BETWEEN :from AND :to', { ':from': '2026-01-01#', ':to': '2026-01-01#~' }],
      ['pk = :pk AND begins_with(sk, :prefix)', { ':prefix': 'LINE#' }],
    ),
    fc.record({ Limit: small, ScanIndexForward: fc.boolean() }, { requiredKeys: [] }),
    fc.option(fc.constantFrom(...SORTS), { nil: undefined }),
  )
  .map(([pk, [text, more], options, after]) => (TableName) => {
    const start = after?.startsWith('LINE#') ? { ExclusiveStartKey: { pk, sk: after } } : {};
    return new QueryCommand({
      TableName,
      KeyConditionExpression: String(text),
      ExpressionAttributeValues: { ':pk': pk, ...(more as object) },
      ConsistentRead: true,
      ...(String(text).includes('BETWEEN') ? {} : start),
      ...options,
    } as QueryCommandInput);
  });

const indexQueries: fc.Arbitrary<AnyCommand> = fc
  .tuple(fc.constantFrom('PUBLISHERS', 'KEYS'), fc.record({ Limit: small }, { requiredKeys: [] }))
  .map(([owner, options]) => (TableName) => {
    const values = { ':partition': owner };
    const names = { '#partition': 'ownerKey' };
    return new QueryCommand({
      ...{ TableName, IndexName: 'byOwner', KeyConditionExpression: '#partition = :partition', ...options },
      ...{ ExpressionAttributeNames: names, ExpressionAttributeValues: values },
    });
  });

const transactions: fc.Arbitrary<AnyCommand> = fc
  .tuple(item, item, key, small)
  .map(([first, second, third, version]) => (TableName) => {
    const keyOf = ({ pk, sk }: { pk: string; sk: string }): string => `${pk}/${sk}`;
    const others = [second, third].filter((each) => keyOf(each) !== keyOf(first));
    const puts = others.slice(0, 1).map((Item) => ({
      Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' },
    }));
    const replace = {
      Put: {
        TableName,
        Item: first,
        ConditionExpression: 'attribute_not_exists(pk) OR version = :version',
        ExpressionAttributeValues: { ':version': version },
      },
    };
    const isFree = keyOf(third) !== keyOf(first) && keyOf(third) !== keyOf(others[0] ?? first);
    const remove = isFree ? [{ Delete: { TableName, Key: third } }] : [];
    return new TransactWriteCommand({ TransactItems: [replace, ...puts, ...remove] });
  });

/** Some history of a table, and what is read of it on the way. */
export const anyCommands: fc.Arbitrary<readonly AnyCommand[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: puts },
    { weight: 5, arbitrary: updates },
    { weight: 1, arbitrary: deletes },
    { weight: 2, arbitrary: gets },
    { weight: 4, arbitrary: queries },
    { weight: 1, arbitrary: indexQueries },
    { weight: 2, arbitrary: transactions },
  ),
  { minLength: 5, maxLength: 25 },
);
