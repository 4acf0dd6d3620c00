import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Page, PageRequest } from '../kernel/page.ts';
import type { Day } from '../kernel/time.ts';
import { queryPage } from '../platform/query-page.ts';
import { SK } from '../platform/table-schema.ts';
import { entryOf } from './entry-item.ts';
import { endOfDaySk, ledgerPk } from './keys.ts';
import type { Entry } from './model.ts';

/** Days on which entries become payable, both included. */
interface Days {
  readonly fromDay: Day;
  readonly toDay: Day;
}

/** Entries as a person pages through them, with a cursor. */
export interface EntryList {
  /** All of them, or those that become payable on some days. */
  ofPublisher(publisherId: string, page: PageRequest, days?: Days): Promise<Page<Entry>>;
}

const isEntry = (item: Record<string, unknown>): boolean => Array.isArray(item.postings);

export function dynamoEntryList(client: DynamoDBDocumentClient, table: string): EntryList {
  return {
    async ofPublisher(publisherId, page, days) {
      const list = { name: 'journal-entries', fixed: { pk: ledgerPk(publisherId) }, free: [SK] };
      const between = days && { attribute: SK, from: days.fromDay, to: endOfDaySk(days.toDay) };
      const source = { table, list, ...(between ? { between } : {}) };
      const found = await queryPage(client, source, page, (item) => item);
      return { ...found, items: found.items.filter(isEntry).map(entryOf) };
    },
  };
}
