import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Page } from '../kernel/page.ts';
import { batchGet } from '../platform/batch-get.ts';
import type { PagedList } from '../platform/cursor.ts';
import { queryPage } from '../platform/query-page.ts';
import { intentKey, resultKey } from './keys.ts';
import { AUDIT_RESULTS, type AuditRecord } from './model.ts';
import type { AuditReader, AuditSearch } from './ports.ts';

const ATTRIBUTE = { day: 'dayKey', actor: 'actorKey', object: 'objectKey' } as const;
const INDEX = { day: 'byDay', actor: 'byActor', object: 'byObject' } as const;

const listOf = ({ by, value }: AuditSearch): PagedList => ({
  name: `audit-by-${by}`,
  fixed: { [ATTRIBUTE[by]]: value },
  free: ['pk', 'sk', 'at'],
});

const idItem = z.object({ auditId: z.string() });
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

/** A page's intents and results come in one batch: 50 records are 100 items, the most that DynamoDB gives at once. */
const MAX_RECORDS = 50;

export function dynamoAuditReader(client: DynamoDBDocumentClient, table: string): AuditReader {
  async function itemsOf(auditIds: readonly string[]): Promise<Map<string, Item>> {
    const keys = auditIds.flatMap((auditId) => [intentKey(auditId), resultKey(auditId)]);
    const items = await batchGet(client, { table }, keys);
    return new Map(items.map((item) => [`${item.pk}/${item.sk}`, item]));
  }

  return {
    async search(search, { limit, cursor }): Promise<Page<AuditRecord>> {
      const source = { table, index: INDEX[search.by], list: listOf(search), newestFirst: true };
      const page = { limit: Math.min(limit, MAX_RECORDS), cursor };
      const listed = await queryPage(client, source, page, (item) => idItem.parse(item).auditId);
      const items = await itemsOf([...new Set(listed.items)]);
      const records = [...new Set(listed.items)].flatMap((auditId) => {
        const intent = items.get(`${intentKey(auditId).pk}/INTENT`);
        return intent ? [recordOf(intent, items.get(`${resultKey(auditId).pk}/RESULT`))] : [];
      });
      return { ...listed, items: records };
    },
  };
}
