import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Page } from '../kernel/page.ts';
import { batchGet } from '../platform/batch-get.ts';
import { cursorOf, type PagedList } from '../platform/cursor.ts';
import { queryPage } from '../platform/query-page.ts';
import { intentKey, resultKey } from './keys.ts';
import { AUDIT_RESULTS, type AuditRecord } from './model.ts';
import type { AuditReader, AuditSearch } from './ports.ts';

const ATTRIBUTE = { day: 'dayKey', actor: 'actorKey', key: 'keyKey', object: 'objectKey' } as const;
const INDEX = { day: 'byDay', actor: 'byActor', key: 'byKey', object: 'byObject' } as const;

const listOf = ({ by, value }: AuditSearch): PagedList => ({
  name: `audit-by-${by}`,
  fixed: { [ATTRIBUTE[by]]: value },
  free: ['pk', 'sk', 'at'],
});

const indexItem = z.object({ auditId: z.string(), pk: z.string(), sk: z.string(), at: z.string() });

function indexOf(item: Item): { readonly auditId: string; readonly key: Item } {
  const { auditId, ...key } = indexItem.parse(item);
  return { auditId, key };
}

const ids = z.record(z.string(), z.string());

const intentItem = z.object({
  auditId: z.string(),
  atMs: z.int(),
  operationId: z.string(),
  actor: z.string(),
  keyId: z.string(),
  role: z.string(),
  requestId: z.string(),
  resource: z.string(),
  ids,
  asked: z.unknown().optional(),
  before: z.unknown().optional(),
});

const resultItem = z.object({
  auditId: z.string(),
  result: z.enum(AUDIT_RESULTS),
  why: z.string().optional(),
  ids: ids.optional(),
  after: z.unknown().optional(),
});

type Item = Record<string, unknown>;

function recordOf(intent: Item, result: Item | undefined): AuditRecord {
  const begun = intentItem.parse(intent);
  if (!result) return { ...begun, result: 'unknown' };
  const ended = resultItem.parse(result);
  return { ...begun, ...ended, ids: { ...begun.ids, ...ended.ids } };
}

/** Intents and results of a page come in one batch: 50 records are 100 items. */
const PAGE_RECORDS = 50;
/** Pages that are read for one answer where most of them are passed over. */
const MAX_PAGES = 20;

export function dynamoAuditReader(client: DynamoDBDocumentClient, table: string): AuditReader {
  async function recordsOf(auditIds: readonly string[]): Promise<ReadonlyMap<string, AuditRecord>> {
    const keys = auditIds.flatMap((auditId) => [intentKey(auditId), resultKey(auditId)]);
    const items = new Map((await batchGet(client, { table }, keys)).map((item) => [`${item.pk}/${item.sk}`, item]));
    const records = auditIds.flatMap((auditId) => {
      const intent = items.get(`${intentKey(auditId).pk}/INTENT`);
      const result = items.get(`${resultKey(auditId).pk}/RESULT`);
      return intent ? [[auditId, recordOf(intent, result)] as const] : [];
    });
    return new Map(records);
  }

  return {
    async search(search, { limit, cursor }, isMeant): Promise<Page<AuditRecord>> {
      const list = listOf(search);
      const source = { table, index: INDEX[search.by], list, newestFirst: true };
      const found: { readonly record: AuditRecord; readonly key: Item }[] = [];
      let next = cursor;
      for (let pages = 0; pages < MAX_PAGES; pages += 1) {
        const listed = await queryPage(client, source, { limit: PAGE_RECORDS, cursor: next }, indexOf);
        const records = await recordsOf(listed.items.map(({ auditId }) => auditId));
        for (const { auditId, key } of listed.items) {
          const record = records.get(auditId);
          if (record && isMeant(record)) found.push({ record, key });
        }
        next = listed.nextCursor;
        if (next === undefined || found.length > limit) break;
      }
      const shown = found.slice(0, limit);
      // The page may end at any record: the cursor then stands right behind it.
      const nextCursor = found.length > limit ? cursorOf(list, shown.at(-1)?.key) : next;
      return { items: shown.map(({ record }) => record), ...(nextCursor !== undefined && { nextCursor }) };
    },
  };
}
