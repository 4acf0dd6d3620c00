import type { Page, PageRequest } from '../kernel/page.ts';
import type { Day } from '../kernel/time.ts';
import type { AuditRecord } from './model.ts';

/** What a search begins from: one of the three. */
export type AuditSearch =
  | { readonly by: 'day'; readonly value: Day }
  | { readonly by: 'actor'; readonly value: string }
  | { readonly by: 'object'; readonly value: string };

export interface AuditReader {
  /** Newest first. */
  search(search: AuditSearch, page: PageRequest): Promise<Page<AuditRecord>>;
}
