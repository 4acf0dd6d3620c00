import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { RoadWorld } from '../test/road/world.ts';
import { documentClientAt } from '../test/support/tables-at.ts';

/** One bare conditional write on the same engine, with the same client: what any promise to a caller costs at least. */
export function conditionalWrite(road: RoadWorld): () => Promise<unknown> {
  const client = documentClientAt(road.endpoint);
  let count = 0;
  return () => {
    count += 1;
    return client.send(
      new UpdateCommand({
        TableName: road.tables.leases,
        Key: { pk: `FLOOR#${count % 100}`, sk: 'FLOOR' },
        UpdateExpression: 'SET h0 = :visit, u = :until',
        ConditionExpression: 'attribute_not_exists(u) OR u < :until',
        ExpressionAttributeValues: {
          ':visit': { v: `visit_${count}`, f: count, l: 'https://roofs.example/' },
          ':until': count,
        },
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
  };
}
