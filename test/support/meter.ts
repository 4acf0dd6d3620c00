import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Capacity units as AWS would bill them: table and indexes, reads and writes apart. */
export interface Units {
  read: number;
  write: number;
  requests: number;
}

interface Consumed {
  readonly CapacityUnits?: number;
}

const READS = new Set([
  'GetItemCommand',
  'QueryCommand',
  'ScanCommand',
  'BatchGetItemCommand',
  'TransactGetItemsCommand',
]);

/**
 * Counts what a client consumes: asks every request for its `TOTAL` and adds up the answers. A request that fails its
 * condition costs what the engine says too, when it says so.
 */
export function meter(client: DynamoDBDocumentClient): { readonly units: Units; reset(): void } {
  const units: Units = { read: 0, write: 0, requests: 0 };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      (args.input as { ReturnConsumedCapacity?: string }).ReturnConsumedCapacity = 'TOTAL';
      const result = await next(args);
      const consumed = (result.output as { ConsumedCapacity?: Consumed | Consumed[] }).ConsumedCapacity;
      const list = Array.isArray(consumed) ? consumed : consumed ? [consumed] : [];
      const total = list.reduce((sum, each) => sum + (each.CapacityUnits ?? 0), 0);
      units.requests += 1;
      if (READS.has(String(context.commandName))) units.read += total;
      else units.write += total;
      return result;
    },
    { step: 'initialize', name: 'meter', priority: 'low' },
  );
  return {
    units,
    reset() {
      units.read = 0;
      units.write = 0;
      units.requests = 0;
    },
  };
}
