import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Page, PageRequest } from '../kernel/page.ts';
import { queryPage } from '../platform/query-page.ts';
import { SK } from '../platform/table-schema.ts';
import { entryOf } from './entry-item.ts';
import { ledgerPk } from './keys.ts';
import type { Entry } from './model.ts';

/** Entries as a person pages through them, with a cursor. */
export interface EntryList {
  ofPublisher(publisherId: string, page: PageRequest): Promise<Page<Entry>>;
}

const isEntry = (item: Record<string, unknown>): boolean => Array.isArray(item.postings);

export function dynamoEntryList(client: DynamoDBDocumentClient, table: string): EntryList {
  return {
    async ofPublisher(publisherId, page) {
      const list = { name: 'journal-entries', fixed: { pk: ledgerPk(publisherId) }, free: [SK] };
      const found = await queryPage(client, { table, list }, page, (item) => item);
      return { ...found, items: found.items.filter(isEntry).map(entryOf) };
    },
  };
}
