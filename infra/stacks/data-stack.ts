import { Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { TableName, TableSchema } from '../../shared/platform/table-schema.ts';
import { LINK_DAYS, REPORTS_FOLDER } from '../../shared/reporting/scheduled/model.ts';
import type { StageConfig } from '../config.ts';
import { physicalName, type SecretName } from '../constructs/function-spec.ts';
import type { NamedExport } from '../constructs/resources.ts';
import { ServiceTable } from '../constructs/service-table.ts';
import { secretSpecs } from './secrets.ts';
import { tableSchemas } from './tables.ts';

const LETTERS_LIFE = { expiration: Duration.days(LINK_DAYS + 1), noncurrentVersionExpiration: Duration.days(1) };

/** What must survive: tables, files and secrets. */
export class DataStack extends Stack {
  readonly tables: Readonly<Record<TableName, ServiceTable>>;
  readonly secrets: Readonly<Record<SecretName, Secret>>;
  readonly files: Bucket;
  readonly filesArn: NamedExport;

  constructor(scope: Construct, id: string, config: StageConfig, props: StackProps) {
    super(scope, id, props);
    this.tables = mapValues(tableSchemas, (name, schema) => this.createTable(name, schema, config));
    this.secrets = mapValues(secretSpecs, (name, spec) => this.createSecret(name, spec, config));
    this.files = this.createFiles(config);
    const name = physicalName(config.stage, 'files-arn');
    this.filesArn = { name, value: this.exportValue(this.files.bucketArn, { name }) };
  }

  private createTable(name: TableName, schema: TableSchema, config: StageConfig): ServiceTable {
    const protect = config.retainData || (schema.protect === true && config.stage !== 'local');
    return new ServiceTable(this, capitalized(name), { schema, retain: config.retainData, protect });
  }

  private createSecret(name: SecretName, spec: { name: string; purpose: string }, config: StageConfig): Secret {
    const secret = new Secret(
      this,
      `Secret${name
        .split('_')
        .map((word) => capitalized(word.toLowerCase()))
        .join('')}`,
      {
        secretName: `callbourse/${config.stage}/${spec.name}`,
        description: spec.purpose,
        generateSecretString: { passwordLength: 64, excludePunctuation: true },
        removalPolicy: removalOf(config),
      },
    );
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'Rotated by the operator: carriers issue their own tokens, and functions accept the value before as well.',
    });
    return secret;
  }

  private createFiles(config: StageConfig): Bucket {
    const common = {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: removalOf(config),
    };
    const accessLogs = new Bucket(this, 'FilesAccessLogs', {
      ...common,
      lifecycleRules: [{ id: 'expire', expiration: Duration.days(400) }],
    });
    Validations.of(accessLogs).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'It holds the access logs of the files bucket; logging it would log the logging.',
    });
    return new Bucket(this, 'Files', {
      ...common,
      // A payment file that was replaced or deleted can be shown.
      versioned: true,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: `${physicalName(config.stage, 'files')}/`,
      // Their links have ended by then.
      lifecycleRules: [{ id: 'expire-letters', prefix: `${REPORTS_FOLDER}/`, ...LETTERS_LIFE }],
    });
  }
}

function removalOf(config: StageConfig): RemovalPolicy {
  return config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function mapValues<K extends string, A, B>(
  source: Readonly<Record<K, A>>,
  make: (key: K, value: A) => B,
): Record<K, B> {
  const made: Partial<Record<K, B>> = {};
  for (const key of Object.keys(source) as K[]) made[key] = make(key, source[key]);
  return made as Record<K, B>;
}
