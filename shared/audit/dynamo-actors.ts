import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { batchGet, type ItemKey } from '../platform/batch-get.ts';
import type { AuditRecord } from './model.ts';
import type { Actor, ActorReader } from './ports.ts';

const keyed = { pk: z.string(), sk: z.string() };
const person = z.object({ ...keyed, sk: z.literal('USER'), name: z.string(), email: z.string() });
const apiKey = z.object({ ...keyed, sk: z.literal('KEY'), label: z.string() });
const party = z.object({ ...keyed, name: z.string() });
const stored = z.union([person, apiKey, party]);
type Stored = z.output<typeof stored>;

/** The secret of the deployment is no item of the catalog. */
const OPERATOR_KEY = 'key_operator';

const changerKey = (keyId: string): ItemKey =>
  keyId.startsWith('user_') ? { pk: `USER#${keyId}`, sk: 'USER' } : { pk: `KEY#${keyId}`, sk: 'KEY' };

/** Whom a key speaks for, as table `catalog` keeps them; finance and operators speak for the network. */
const PARTIES: Readonly<Record<string, (id: string) => ItemKey>> = {
  advertiser: (id) => ({ pk: `ADV#${id}`, sk: 'ADV' }),
  publisher: (id) => ({ pk: `PUB#${id}`, sk: 'PUB' }),
  setter: (id) => ({ pk: `SETTER#${id}`, sk: 'SETTER' }),
};

const textOf = ({ pk, sk }: ItemKey): string => `${pk} ${sk}`;

function changerOf(keyId: string, item: Stored | undefined): Actor['by'] {
  if (keyId === OPERATOR_KEY) return { kind: 'key', name: 'the network’s own' };
  if (!item) return undefined;
  if ('email' in item) return { kind: 'person', name: item.name, email: item.email };
  return 'label' in item ? { kind: 'key', name: item.label } : undefined;
}

/** Who is behind ids of the trail, in table `catalog`, a hundred a read. */
export const dynamoActors = (client: DynamoDBDocumentClient, table: string): ActorReader => ({
  async actorsOf(records) {
    const partyKey = ({ role, actor }: Pick<AuditRecord, 'role' | 'actor'>) => PARTIES[role]?.(actor);
    const keys = records.flatMap((record) => [changerKey(record.keyId), partyKey(record) ?? []].flat());
    const items = (await batchGet(client, { table }, keys)).map((item) => stored.parse(item));
    const found = new Map(items.map((item) => [textOf(item), item]));
    return records.map((record): Actor => {
      const key = partyKey(record);
      const of = key && found.get(textOf(key));
      return {
        by: changerOf(record.keyId, found.get(textOf(changerKey(record.keyId)))),
        actorName: of && 'name' in of ? of.name : undefined,
      };
    });
  },
});
