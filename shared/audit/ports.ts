import type { Page, PageRequest } from '../kernel/page.ts';
import type { Day } from '../kernel/time.ts';
import type { AuditRecord } from './model.ts';

/** What a search begins from: one of the four. */
export type AuditSearch =
  | { readonly by: 'day'; readonly value: Day }
  | { readonly by: 'actor'; readonly value: string }
  | { readonly by: 'key'; readonly value: string }
  | { readonly by: 'object'; readonly value: string };

/** Who is behind the ids of a record, as they are called now. */
export interface Actor {
  /** The person who was signed in, or the key; undefined where nobody keeps it any more. */
  readonly by?: { readonly kind: 'person' | 'key'; readonly name: string; readonly email?: string } | undefined;
  /** The advertiser, publisher or setter that it was done for. */
  readonly actorName?: string | undefined;
}

export interface ActorReader {
  /** One for each record, in their order. */
  actorsOf(records: readonly Pick<AuditRecord, 'keyId' | 'actor' | 'role'>[]): Promise<readonly Actor[]>;
}

export interface AuditReader {
  /** Newest first; records that are not meant are passed over, up to a bound: a page may come back short, and still name a next one. */
  search(search: AuditSearch, page: PageRequest, isMeant: (record: AuditRecord) => boolean): Promise<Page<AuditRecord>>;
}
