import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { TableName } from '../../shared/platform/table-schema.ts';
import type { QueueName, SecretName } from './function-spec.ts';
import type { ServiceTable } from './service-table.ts';

/** A value that other stacks import under a name of our choice. */
export interface NamedExport {
  readonly name: string;
  readonly value: string;
}

/** Whose ID tokens the API takes, and the console's client id there. */
export interface SignIn {
  readonly issuer: string;
  readonly clientId: string;
}

/** Everything a function can be granted, by the name its declaration uses. */
export interface Resources {
  readonly tables: Readonly<Record<TableName, ServiceTable>>;
  readonly queues: Readonly<Record<QueueName, IQueue>>;
  readonly deadLetters: Readonly<Record<QueueName, IQueue>>;
  readonly secrets: Readonly<Record<SecretName, ISecret>>;
  readonly files: IBucket;
  /** The bucket's ARN under an export name we chose: the one wildcard of the app (a folder) can be acknowledged by name. */
  readonly filesArn: NamedExport;
  /** Stream records that failed for good leave their position here. */
  readonly streamFailures: IQueue;
  readonly alarmTopic: ITopic;
  readonly signIn: SignIn;
}
