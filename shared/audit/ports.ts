import type { Page, PageRequest } from '../kernel/page.ts';
import type { Day } from '../kernel/time.ts';
import type { AuditRecord } from './model.ts';

/** What a search begins from: one of the four. */
export type AuditSearch =
  | { readonly by: 'day'; readonly value: Day }
  | { readonly by: 'actor'; readonly value: string }
  | { readonly by: 'key'; readonly value: string }
  | { readonly by: 'object'; readonly value: string };

export interface AuditReader {
  /** Newest first; records that are not meant are passed over, up to a bound: a page may come back short, and still name a next one. */
  search(search: AuditSearch, page: PageRequest, isMeant: (record: AuditRecord) => boolean): Promise<Page<AuditRecord>>;
}
