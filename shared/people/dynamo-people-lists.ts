import { DeleteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CallerLists, ListOwner } from '../calls/known-callers.ts';
import type { MarkCallerPorts } from '../calls/mark-caller.ts';
import type { AdvertiserStore, PublisherStore } from '../catalog/ports.ts';
import type { Page, PageRequest } from '../kernel/page.ts';
import { NETWORK, suppressionKey } from '../leads/keys.ts';
import { customerKey } from '../outcomes/keys.ts';
import { batchGet } from '../platform/batch-get.ts';
import type { Listing, PeopleLists } from './ports.ts';

const OWNERS_PAGE = 100;
/** More advertisers or publishers than any network has. */
const MAX_OWNERS = 10_000;

export interface ListStores {
  readonly advertisers: Pick<AdvertiserStore, 'list'>;
  readonly publishers: Pick<PublisherStore, 'list'>;
  readonly callers: CallerLists;
  readonly marks: MarkCallerPorts['marks'];
}

interface Entry extends Listing {
  readonly key: { readonly pk: string; readonly sk: string };
}

async function idsOf<T>(list: (page: PageRequest) => Promise<Page<T>>, idOf: (item: T) => string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ limit: OWNERS_PAGE, cursor });
    ids.push(...page.items.map(idOf));
    cursor = page.nextCursor;
  } while (cursor !== undefined && ids.length < MAX_OWNERS);
  return ids;
}

/** Lists of hashed people: customers and suppressions in table `outcomes`, marked callers in the catalog. */
export function dynamoPeopleLists(client: DynamoDBDocumentClient, table: string, stores: ListStores): PeopleLists {
  const owners = async () => ({
    advertisers: await idsOf(stores.advertisers.list, ({ advertiserId }) => advertiserId),
    publishers: await idsOf(stores.publishers.list, ({ publisherId }) => publisherId),
  });

  const entriesOf = (advertisers: readonly string[], hash: string): readonly Entry[] => [
    { list: 'suppressed', owner: NETWORK, key: suppressionKey(NETWORK, hash) },
    ...advertisers.flatMap((owner): Entry[] => [
      { list: 'suppressed', owner, key: suppressionKey(owner, hash) },
      { list: 'customers', owner, key: customerKey(owner, hash) },
    ]),
  ];

  async function present(entries: readonly Entry[]): Promise<readonly Entry[]> {
    const keys = entries.map(({ key }) => key);
    const items = await batchGet(client, { table, consistent: true }, keys);
    const there = new Set(items.map(({ pk, sk }) => `${pk}\n${sk}`));
    return entries.filter(({ key }) => there.has(`${key.pk}\n${key.sk}`));
  }

  async function marked(
    hashes: readonly string[],
  ): Promise<readonly { owner: ListOwner; hash: string; listing: Listing }[]> {
    const { advertisers, publishers } = await owners();
    const all: ListOwner[] = [
      { kind: 'network' },
      ...advertisers.map((id): ListOwner => ({ kind: 'advertiser', id })),
      ...publishers.map((id): ListOwner => ({ kind: 'publisher', id })),
    ];
    const found = [];
    for (const owner of all) {
      const { blocked, shared } = await stores.callers.list(owner);
      const name = owner.kind === 'network' ? NETWORK : owner.id;
      for (const hash of hashes) {
        if (blocked.has(hash)) found.push({ owner, hash, listing: { list: 'blocked-callers' as const, owner: name } });
        if (shared.has(hash)) found.push({ owner, hash, listing: { list: 'shared-callers' as const, owner: name } });
      }
    }
    return found;
  }

  async function listed(hashes: readonly string[]): Promise<readonly Entry[]> {
    const { advertisers } = await owners();
    return present(hashes.flatMap((hash) => entriesOf(advertisers, hash)));
  }

  return {
    async find(hashes) {
      const entries = await listed(hashes);
      return [
        ...entries.map(({ list, owner }) => ({ list, owner })),
        ...(await marked(hashes)).map(({ listing }) => listing),
      ];
    },
    async remove(hashes) {
      const entries = await listed(hashes);
      for (const { key } of entries) await client.send(new DeleteCommand({ TableName: table, Key: key }));
      const marks = await marked(hashes);
      for (const { owner, hash } of marks) await stores.marks.set(owner, hash, 'none');
      return entries.length + marks.length;
    },
  };
}
