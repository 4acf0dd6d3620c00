import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { TableName } from '../../shared/platform/table-schema.ts';
import type { Access, FunctionSpec, TableAccess } from './function-spec.ts';
import type { NamedExport, Resources } from './resources.ts';
import type { ServiceTable } from './service-table.ts';

const environmentWord = (name: string) => name.toUpperCase().replaceAll('-', '_');

/** The least a declaration needs, written out: no managed policy, no wildcard action, no index that is not named. */
export function accessStatements(spec: FunctionSpec, resources: Resources): PolicyStatement[] {
  const { tables = {}, queues = [], files, secrets = [] } = spec.access;
  return [
    ...entriesOf(tables).flatMap(([name, access]) => tableStatements(access, resources.tables[name])),
    ...queues.map((name) => allow(['sqs:SendMessage'], resources.queues[name].queueArn)),
    ...secrets.map((name) => allow(['secretsmanager:GetSecretValue'], resources.secrets[name].secretArn)),
    ...(files
      ? [
          allow(
            files.actions.map((action) => `s3:${action}`),
            folderArn(files.folder, resources.filesArn),
          ),
        ]
      : []),
    ...mailStatements(spec.access),
    ...deadLetterStatements(spec.access, resources),
    ...triggerStatements(spec, resources),
  ];
}

/**
 * The one wildcard there is: the names of the objects in a folder are made of ids that do not exist yet.
 * cdk-nag knows the finding by this id.
 */
export function folderWildcard(folder: string, { filesArn }: Resources): string {
  return `AwsSolutions-IAM5[Resource::${filesArn.name}/${folder}/*]`;
}

const folderArn = (folder: string, { value }: NamedExport) => `${value}/${folder}/*`;

/** Where each granted resource is found; a function knows the names of nothing else. */
export function accessEnvironment(access: Access, resources: Resources): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name] of entriesOf(access.tables ?? {}))
    env[`TABLE_${environmentWord(name)}`] = resources.tables[name].table.tableName;
  for (const name of access.queues ?? []) env[`QUEUE_${environmentWord(name)}`] = resources.queues[name].queueUrl;
  if (access.deadLetters) Object.assign(env, queueEnvironment(resources));
  for (const name of access.secrets ?? []) env[`SECRET_${name}_ARN`] = resources.secrets[name].secretArn;
  if (access.mailFrom) env.MAIL_SENDER = access.mailFrom;
  if (access.files) env.BUCKET_FILES = resources.files.bucketName;
  return env;
}

/** Every queue and where its dead letters are. */
function queueEnvironment({ queues, deadLetters, streamFailures }: Resources): Record<string, string> {
  const env: Record<string, string> = { DEAD_STREAM_FAILURES: streamFailures.queueUrl };
  for (const [name, queue] of Object.entries(queues)) env[`QUEUE_${environmentWord(name)}`] = queue.queueUrl;
  for (const [name, queue] of Object.entries(deadLetters)) env[`DEAD_${environmentWord(name)}`] = queue.queueUrl;
  return env;
}

/** SES asks for the right on what is verified: the address itself, or its domain. As that sender only, either way. */
function mailStatements({ mailFrom }: Access): PolicyStatement[] {
  if (!mailFrom) return [];
  const identities = [mailFrom, mailFrom.slice(mailFrom.lastIndexOf('@') + 1)];
  const statement = new PolicyStatement({
    actions: ['ses:SendEmail'],
    resources: identities.map((name) => `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}:identity/${name}`),
    conditions: { StringEquals: { 'ses:FromAddress': mailFrom } },
  });
  return [statement];
}

/** Counting reads no message; a redrive takes dead letters only, and puts them where they came from. */
function deadLetterStatements({ deadLetters: wish }: Access, resources: Resources): PolicyStatement[] {
  if (!wish) return [];
  const queues = Object.values(resources.queues).map(({ queueArn }) => queueArn);
  const dead = Object.values(resources.deadLetters).map(({ queueArn }) => queueArn);
  if (wish === 'count') {
    const resourcesCounted = [...queues, ...dead, resources.streamFailures.queueArn];
    return [new PolicyStatement({ actions: ['sqs:GetQueueAttributes'], resources: resourcesCounted })];
  }
  const take = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
  return [
    new PolicyStatement({ actions: take, resources: dead }),
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: queues }),
  ];
}

function tableStatements(access: TableAccess, table: ServiceTable): PolicyStatement[] {
  const { actions = [], indexes = [] } = access;
  const onTable =
    actions.length > 0
      ? [
          allow(
            actions.map((action) => `dynamodb:${action}`),
            table.table.tableArn,
          ),
        ]
      : [];
  const onIndexes = indexes.map((index) => allow(['dynamodb:Query'], table.indexArn(index)));
  return [...onTable, ...onIndexes];
}

/** What Lambda's pollers need, in the function's name; the stream's own ARN is enough for ListStreams here. */
function triggerStatements(spec: FunctionSpec, resources: Resources): PolicyStatement[] {
  const statements: PolicyStatement[] = [];
  if (spec.queue) {
    const actions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
    statements.push(allow(actions, resources.queues[spec.queue.from].queueArn));
  }
  if (spec.stream) {
    const actions = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
    statements.push(
      allow(
        actions.map((action) => `dynamodb:${action}`),
        resources.tables[spec.stream.from].streamArn,
      ),
      allow(['sqs:SendMessage'], resources.streamFailures.queueArn),
    );
  }
  return statements;
}

function allow(actions: string[], resource: string): PolicyStatement {
  return new PolicyStatement({ actions, resources: [resource] });
}

function entriesOf(tables: NonNullable<Access['tables']>): [TableName, TableAccess][] {
  return Object.entries(tables) as [TableName, TableAccess][];
}
