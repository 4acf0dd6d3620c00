/** One definition of a table for the CDK app, the local engines and the tests. All keys are strings. */
export interface TableSchema {
  readonly name: TableName;
  /** New images flow to Lambda when set; `changes` brings the old ones beside them. */
  readonly stream?: true | 'changes';
  /** Never lost by mistake: deletion protection wherever the stage is not local. */
  readonly protect?: boolean;
  /** Items with {@link EXPIRES} are swept some time after it (up to two days): garbage collection, never a rule. */
  readonly expires?: boolean;
  readonly indexes?: readonly IndexSchema[];
}

export interface IndexSchema {
  readonly name: string;
  readonly pk: string;
  readonly sk: string;
  /** Attributes copied into the index besides the keys; everything when absent. */
  readonly include?: readonly string[];
}

export type TableName =
  | 'catalog'
  | 'leases'
  | 'outcomes'
  | 'ledger'
  | 'payouts'
  | 'reports'
  | 'webhooks'
  | 'audit'
  | 'limits';

export const PK = 'pk';
export const SK = 'sk';
/** Seconds since the epoch, as DynamoDB's TTL wants them. */
export const EXPIRES = 'expiresAtSeconds';
