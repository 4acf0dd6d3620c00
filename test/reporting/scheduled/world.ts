import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { Message } from '@aws-sdk/client-sesv2';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';
import { catalogReaders } from '../../../functions/reporting/catalog-readers.ts';
import { handlerOf as createReportSchedule } from '../../../functions/reporting/create-report-schedule/handler.ts';
import { handlerOf as getReport } from '../../../functions/reporting/get-report/handler.ts';
import { fileHandler } from '../../../functions/reporting/get-report-file/handler.ts';
import { handlerOf as listReportSchedules } from '../../../functions/reporting/list-report-schedules/handler.ts';
import { openHandler } from '../../../functions/reporting/open-unsubscribe/handler.ts';
import { handlerOf as removeReportSchedule } from '../../../functions/reporting/remove-report-schedule/handler.ts';
import { sendHandler } from '../../../functions/reporting/send-reports/handler.ts';
import { unsubscribeHandler } from '../../../functions/reporting/unsubscribe/handler.ts';
import { webhookTeller } from '../../../functions/reporting/webhook-teller.ts';
import { dynamoAuditReader } from '../../../shared/audit/dynamo-audit-reader.ts';
import { dynamoAuditTrail } from '../../../shared/audit/dynamo-audit-trail.ts';
import { auditTable } from '../../../shared/audit/keys.ts';
import { dynamoCatalog } from '../../../shared/catalog/dynamo-catalog.ts';
import { dynamoPublishers } from '../../../shared/catalog/dynamo-publishers.ts';
import { dynamoUsers } from '../../../shared/catalog/dynamo-users.ts';
import { type User, userIdOf } from '../../../shared/catalog/user.ts';
import { randomIds } from '../../../shared/kernel/ids.ts';
import type { CounterName } from '../../../shared/platform/counters.ts';
import { s3Files } from '../../../shared/platform/s3-files.ts';
import { signedLinks } from '../../../shared/platform/signed-links.ts';
import { dynamoSchedules } from '../../../shared/reporting/scheduled/dynamo-schedules.ts';
import { wayOutLinks } from '../../../shared/reporting/scheduled/way-out-links.ts';
import { eventBody } from '../../../shared/webhooks/contract/events.ts';
import { deliveryQueue } from '../../../shared/webhooks/delivery-queue.ts';
import { dynamoDeliveries } from '../../../shared/webhooks/dynamo-deliveries.ts';
import { dynamoWebhooks } from '../../../shared/webhooks/dynamo-webhooks.ts';
import { webhooksTable } from '../../../shared/webhooks/keys.ts';
import type { Owner, Webhook } from '../../../shared/webhooks/model.ts';
import { type ApiRequest, callApi } from '../../support/api-event.ts';
import { countingIds } from '../../support/clock.ts';
import { createTable } from '../../support/tables.ts';
import { reportWorld } from '../world.ts';

const handlers = { createReportSchedule, listReportSchedules, removeReportSchedule, getReport };

const webhookOf = (owner: Owner): Webhook => ({
  ...{ webhookId: `webhook_${owner.id}`, owner, name: 'Hook', kind: 'webhook', url: 'https://hook.example' },
  ...{ method: 'POST', events: ['report.ready'], secrets: [], createdAtMs: 0, version: 1 },
});

const PUBLIC_URL = 'https://api.example';

/** Schedules, the letters that are made by them and the webhooks that tell of those, on the real engines. */
export async function scheduleWorld() {
  const world = await reportWorld();
  const { catalogName } = world;
  const [webhooksName, auditName] = await Promise.all([createTable(webhooksTable), createTable(auditTable)]);
  const common = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  const s3 = new S3Client({ ...common, endpoint: inject('sqsEndpoint'), forcePathStyle: true });
  const bucket = `letters-${crypto.randomUUID()}`;
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const webhooks = dynamoWebhooks(world.client, webhooksName);
  const deliveries = dynamoDeliveries(world.client, webhooksName);
  const queue = deliveryQueue({ send: async () => {}, sendAll: async () => {} });
  const teller = webhookTeller({ webhooksOf: webhooks.ofOwner, deliveries, queue, clock: world.clock });
  const users = dynamoUsers(world.client, catalogName);
  const counted: [CounterName, number][] = [];
  const deps = {
    ...world.reports,
    readers: catalogReaders({ catalog: dynamoCatalog(world.client, catalogName, world.clock), users }),
    ids: countingIds(),
    schedules: dynamoSchedules(world.client, catalogName),
    files: s3Files(s3, bucket),
    links: signedLinks(async () => ['link-secret'], 'report'),
    wayOut: wayOutLinks(signedLinks(async () => ['link-secret'], 'unsubscribe')),
    users,
    publicUrl: PUBLIC_URL,
    teller,
    count: (name: CounterName, times = 1): void => void counted.push([name, times]),
    clock: world.clock,
  };
  for (const owner of [
    { kind: 'publisher', id: 'pub_blog' },
    { kind: 'advertiser', id: 'adv_acme' },
    { kind: 'network', id: 'network' },
  ] as const) {
    await webhooks.create(webhookOf(owner));
  }

  const call = (operation: keyof typeof handlers, key: string, request: ApiRequest = {}) =>
    callApi(handlers[operation](deps), { key, ...request });

  /** What the webhooks of an owner were told, oldest first; each body is held to the catalogue. */
  async function told(ownerId: string): Promise<{ readonly id: string; readonly data: Record<string, string> }[]> {
    const { items } = await deliveries.list(`webhook_${ownerId}`, { limit: 100 });
    const found = await Promise.all(items.map((item) => deliveries.get(item)));
    const bodies = found.map((delivery) => eventBody('report.ready').parse(JSON.parse(delivery?.body ?? '')));
    return bodies.toSorted((a, b) => a.timestamp.localeCompare(b.timestamp)) as never;
  }

  const open = (url = '') => {
    const link = url.slice(`${PUBLIC_URL}/reports/`.length);
    return callApi(fileHandler(deps), { params: { link } });
  };

  const audit = dynamoAuditTrail({
    ...{ client: world.client, table: auditName, clock: world.clock, ids: randomIds, zone: 'UTC', days: 30 },
  });
  const linkOf = (leaveUrl: string) => leaveUrl.slice(`${PUBLIC_URL}/reports/unsubscribe/`.length);
  /** What a mailbox does that looks what is behind a link. */
  const openWayOut = (leaveUrl: string) => callApi(openHandler(deps), { params: { link: linkOf(leaveUrl) } });
  /** What the button on that page does, and a mailbox with a button of its own. */
  const leave = (leaveUrl: string, rest: ApiRequest = {}) =>
    callApi(unsubscribeHandler({ ...deps, audit }), { method: 'POST', params: { link: linkOf(leaveUrl) }, ...rest });
  const audited = async (scheduleId: string) =>
    (
      await dynamoAuditReader(world.client, auditName).search(
        { by: 'object', value: scheduleId },
        { limit: 20 },
        () => true,
      )
    ).items;

  /** Gives something in the catalog a name. */
  const name = (item: { pk: string; sk: string } & Record<string, unknown>) =>
    world.client.send(new PutCommand({ TableName: catalogName, Item: item }));

  /** Lets people sign in for publisher `pub_blog`, or for whom `over` says. */
  async function invite(emails: readonly string[], over: Partial<User> = {}): Promise<void> {
    for (const email of emails) {
      await users.create({
        ...{ userId: userIdOf(email), email, name: 'Reader', role: 'publisher', subjectId: 'pub_blog' },
        ...{ scopes: ['outcomes:read'], state: 'active', createdAtMs: 0, ...over },
      });
    }
  }

  return {
    ...{ ...world, money: world.deps, deps, call, send: () => sendHandler(deps)(), told, open, name },
    ...{ openWayOut, leave, audited, counted },
    ...{ users, invite, publishers: dynamoPublishers(world.client, catalogName) },
  };
}

export type ScheduleWorld = Awaited<ReturnType<typeof scheduleWorld>>;

export const draft = (over: object = {}) => ({
  ...{ name: 'Yesterday', every: 'day', zone: 'America/New_York', hour: 7, groupBy: ['source'] },
  ...over,
});

/** The address in a mail's `List-Unsubscribe`. */
export const leaveUrlIn = (mail: Message | undefined): string =>
  mail?.Headers?.find(({ Name }) => Name === 'List-Unsubscribe')?.Value?.slice(1, -1) ?? '';
