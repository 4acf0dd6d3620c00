import type { IndexSchema, TableSchema } from '../../../shared/platform/table-schema.ts';
import type { Item } from './item.ts';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

interface Version {
  readonly atMs: number;
  /** Absent where it was deleted. */
  readonly item: Item | undefined;
}

/** Old versions of an item that an eventually consistent read may still see. */
const MAX_VERSIONS = 6;

/** One table: every item with its last versions, so that a read can be as late as eventual consistency allows. */
export class MemoryTable {
  readonly schema: TableSchema;
  readonly #partitions = new Map<string, Map<string, Version[]>>();

  constructor(schema: TableSchema) {
    this.schema = schema;
  }

  /** The item as it was at an instant; as it is now without one. */
  read({ pk, sk }: Key, asOfMs = Number.POSITIVE_INFINITY): Item | undefined {
    return versionAt(this.#partitions.get(pk)?.get(sk) ?? [], asOfMs);
  }

  write({ pk, sk }: Key, item: Item | undefined, atMs: number): void {
    const partition = this.#partitions.get(pk) ?? new Map<string, Version[]>();
    const versions = partition.get(sk) ?? [];
    versions.push({ atMs, item });
    if (versions.length > MAX_VERSIONS) versions.splice(0, 2, { atMs: 0, item: versions[1]?.item });
    partition.set(sk, versions);
    this.#partitions.set(pk, partition);
  }

  /** All items of a partition in the order of their sort keys. */
  partition(pk: string, asOfMs?: number): Item[] {
    return inOrder(itemsAt(this.#partitions.get(pk), asOfMs), [(item) => String(item.sk)]);
  }

  /** All items of an index's partition: whatever has both of its keys. */
  indexed(index: IndexSchema, pk: string, asOfMs?: number): Item[] {
    const own = this.items(asOfMs).filter((item) => item[index.pk] === pk && item[index.sk] !== undefined);
    return inOrder(own, [(item) => String(item[index.sk]), (item) => String(item.pk), (item) => String(item.sk)]);
  }

  items(asOfMs?: number): Item[] {
    return [...this.#partitions.values()].flatMap((partition) => itemsAt(partition, asOfMs));
  }
}

const versionAt = (versions: readonly Version[], asOfMs: number): Item | undefined =>
  versions.findLast((version) => version.atMs <= asOfMs)?.item;

const itemsAt = (partition: Map<string, Version[]> | undefined, asOfMs = Number.POSITIVE_INFINITY): Item[] =>
  [...(partition?.values() ?? [])]
    .map((versions) => versionAt(versions, asOfMs))
    .filter((item): item is Item => item !== undefined);

function inOrder(items: Item[], keys: readonly ((item: Item) => string)[]): Item[] {
  return items.sort((a, b) => {
    for (const key of keys) {
      const [left, right] = [key(a), key(b)];
      if (left !== right) return left < right ? -1 : 1;
    }
    return 0;
  });
}
