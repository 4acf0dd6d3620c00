import { dropAbsent } from './merge-event.ts';
import type { Caller } from './model.ts';
import type { BlockedBy } from './routing/model.ts';
import { type StepPorts, softly } from './softly.ts';

/** Whose list it is. Each keeps its own, and none sees another's. */
export type ListOwner =
  | { readonly kind: 'network' }
  | { readonly kind: 'publisher'; readonly id: string }
  | { readonly kind: 'advertiser'; readonly id: string };

/** Callers somebody has marked, by the keyed hash of their number. */
export interface CallerList {
  readonly blocked: ReadonlySet<string>;
  /** Numbers that many people call from (a switchboard, a shelter): never a repeat. Only the network's list has these. */
  readonly shared: ReadonlySet<string>;
}

export interface CallerLists {
  /** Cached 30 s, like the catalog. */
  list(owner: ListOwner): Promise<CallerList>;
}

const isShared = async (lists: CallerLists, personHash: string): Promise<boolean> =>
  (await lists.list({ kind: 'network' })).shared.has(personHash);

/** Who wants nothing of this caller: the network, the publisher who would bring it, or one of those who compete for it. */
async function blockedBy(
  lists: CallerLists,
  personHash: string,
  publisherId: string,
  advertiserIds: readonly string[],
): Promise<readonly BlockedBy[]> {
  const asked: readonly (readonly [ListOwner, BlockedBy])[] = [
    [{ kind: 'network' }, { by: 'network' }],
    [
      { kind: 'publisher', id: publisherId },
      { by: 'publisher', publisherId },
    ],
    ...[...new Set(advertiserIds)].map(
      (id) =>
        [
          { kind: 'advertiser', id },
          { by: 'advertiser', advertiserId: id },
        ] as const,
    ),
  ];
  const found = await Promise.all(
    asked.map(async ([owner, by]) => ((await lists.list(owner)).blocked.has(personHash) ? [by] : [])),
  );
  return found.flat();
}

export interface KnownCallerPorts extends StepPorts {
  /** Absent where nobody marks callers. */
  readonly callers?: CallerLists;
}

/** Without a list that can be read a caller is like any other: a call is worth more than a block. */
export async function whoBlocks(
  ports: KnownCallerPorts,
  personHash: string | undefined,
  publisherId: string,
  advertiserIds: readonly string[],
): Promise<readonly BlockedBy[]> {
  if (!ports.callers || personHash === undefined) return [];
  const work = blockedBy(ports.callers, personHash, publisherId, advertiserIds);
  const found = await softly(ports, 'caller lists', work);
  return found.ok ? found.value : [];
}

/** Many people call from a shared number, so it says nothing about who this is: like a withheld one, it has no history. */
export async function withoutShared(ports: KnownCallerPorts, caller: Caller): Promise<Caller> {
  if (!ports.callers || caller.personHash === undefined) return caller;
  const shared = await softly(ports, 'caller lists', isShared(ports.callers, caller.personHash));
  return shared.ok && shared.value ? dropAbsent({ ...caller, personHash: undefined }) : caller;
}
