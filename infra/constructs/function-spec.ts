import type { QueueName } from '../../shared/platform/queue/queue-names.ts';
import type { TableName } from '../../shared/platform/table-schema.ts';

/** What one function may do with a table: exactly these actions, and nothing on an index that is not named. */
type TableAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'Scan'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'BatchWriteItem'
  | 'ConditionCheckItem';

export interface TableAccess {
  readonly actions?: readonly TableAction[];
  /** Indexes the function queries. */
  readonly indexes?: readonly string[];
}

export type { QueueName };

/** Environment names are made of these: `LEASE_TOKEN` is read from `SECRET_LEASE_TOKEN_ARN`. */
export type SecretName =
  | 'LEASE_TOKEN'
  | 'PERSON_HASH'
  | 'TWILIO'
  | 'TELNYX'
  | 'TELNYX_API'
  | 'TWILIO_API'
  | 'SIGNALWIRE'
  | 'PLIVO'
  | 'BANDWIDTH'
  | 'GENERIC'
  | 'OPERATOR_KEY'
  | 'DATA_KEY'
  | 'PAYOUT_SENDERS';

interface FilesAccess {
  readonly actions: readonly ('GetObject' | 'PutObject')[];
  /** The folder of the files bucket the function is confined to, such as `payouts`. */
  readonly folder: string;
}

export interface Access {
  readonly tables?: Partial<Readonly<Record<TableName, TableAccess>>>;
  /** Queues it sends to; the queue that triggers it needs no entry. */
  readonly queues?: readonly QueueName[];
  /** For the two functions that look after every queue and its dead letters: to count messages, or to put dead letters back. */
  readonly deadLetters?: 'count' | 'redrive';
  readonly files?: FilesAccess;
  readonly secrets?: readonly SecretName[];
  /** The address it sends mail from; none where the stage has none. */
  readonly mailFrom?: string | undefined;
}

/** Any object with a method and a path in API Gateway's style (`/v1/offers/{offerId}`): the routes of a `contract.ts` fit. */
export interface HttpRouteSpec {
  readonly method: string;
  readonly path: string;
  /** As `defineRoute` has them: what the platform grants by itself follows from them (api-access.ts). */
  readonly scope?: string;
  readonly audit?: 'ids' | 'none';
  readonly idFromKey?: boolean;
  readonly onlyAsks?: boolean;
}

interface QueueTrigger {
  readonly from: QueueName;
  /** Messages in one invocation, 1 to 10 (1 to 10,000 with a window). */
  readonly batchSize: number;
  readonly windowSeconds?: number;
  /** Invocations at once, 2 to 1,000. */
  readonly maxConcurrency?: number;
}

interface StreamTrigger {
  readonly from: TableName;
  readonly batchSize: number;
  readonly windowSeconds?: number;
  readonly retryAttempts?: number;
}

interface ScheduleTrigger {
  /** `rate(…)` or `cron(…)` of EventBridge Scheduler; cut in `zone`, the network's when absent. */
  readonly expression: string;
  readonly zone?: string;
}

/** One Lambda: `functions/<context>/<verb>/index.ts`. Adding an entry of this shape adds the function, its role, log, alarms and triggers. */
export interface FunctionSpec {
  readonly context: string;
  readonly verb: string;
  /** One sentence for whoever meets it in the AWS console. */
  readonly purpose: string;
  readonly access: Access;
  readonly routes?: readonly HttpRouteSpec[];
  /** It answers whatever no route takes. */
  readonly unmatched?: boolean;
  readonly queue?: QueueTrigger;
  readonly stream?: StreamTrigger;
  readonly schedule?: ScheduleTrigger;
  readonly memoryMb?: number;
  readonly timeoutSeconds?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** It is told where people sign in; every function behind an API key is, without asking. */
  readonly signIn?: boolean;
}

export const DEFAULT_MEMORY_MB = 512;
export const DEFAULT_TIMEOUT_SECONDS = 10;

/** Short and stable, so that operators, alarms and the dashboard can say it without a reference. */
export function physicalName(stage: string, ...parts: readonly string[]): string {
  const name = ['callbourse', stage, ...parts].join('-');
  if (name.length > 64) throw new Error(`The name ${name} is longer than the 64 characters Lambda allows`);
  return name;
}
