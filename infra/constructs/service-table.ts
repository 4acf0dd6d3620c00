import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  type GlobalSecondaryIndexPropsV2,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { EXPIRES, type IndexSchema, PK, SK, type TableSchema } from '../../shared/platform/table-schema.ts';

export interface ServiceTableProps {
  readonly schema: TableSchema;
  /** The table outlives its stack and refuses deletion. */
  readonly retain: boolean;
  readonly protect: boolean;
}

/** An on-demand table with point-in-time recovery, made from the schema that the adapters and tests use too. */
export class ServiceTable extends Construct {
  readonly table: TableV2;
  private readonly schema: TableSchema;

  constructor(scope: Construct, id: string, { schema, retain, protect }: ServiceTableProps) {
    super(scope, id);
    this.schema = schema;
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: PK, type: AttributeType.STRING },
      sortKey: { name: SK, type: AttributeType.STRING },
      billing: Billing.onDemand(),
      // DynamoDB's own key costs nothing per request; a customer key would add a call to KMS.
      encryption: TableEncryptionV2.dynamoOwnedKey(),
      globalSecondaryIndexes: schema.indexes?.map(indexProps),
      dynamoStream: schema.stream && viewOf(schema.stream),
      timeToLiveAttribute: schema.expires ? EXPIRES : undefined,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: protect,
      removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  /** @throws Error when the schema declares no stream. */
  get streamArn(): string {
    const arn = this.schema.stream ? this.table.tableStreamArn : undefined;
    if (!arn) throw new Error(`The table ${this.schema.name} has no stream: set stream in its schema`);
    return arn;
  }

  /** @throws Error when the schema declares no such index. */
  indexArn(name: string): string {
    const known = this.schema.indexes?.some((index) => index.name === name);
    if (!known) throw new Error(`The table ${this.schema.name} has no index ${name}`);
    return `${this.table.tableArn}/index/${name}`;
  }
}

const viewOf = (stream: NonNullable<TableSchema['stream']>): StreamViewType =>
  stream === 'changes' ? StreamViewType.NEW_AND_OLD_IMAGES : StreamViewType.NEW_IMAGE;

function indexProps({ name, pk, sk, include }: IndexSchema): GlobalSecondaryIndexPropsV2 {
  return {
    indexName: name,
    partitionKey: { name: pk, type: AttributeType.STRING },
    sortKey: { name: sk, type: AttributeType.STRING },
    projectionType: include ? ProjectionType.INCLUDE : ProjectionType.ALL,
    nonKeyAttributes: include ? [...include] : undefined,
  };
}
