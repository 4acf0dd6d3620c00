import { Stack, type StackProps } from 'aws-cdk-lib';
import { CfnNamedQuery, CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { type Columns, LAKE_FOLDER, LAKE_SETS, type LakeSet } from '../../shared/reporting/lake/model.ts';
import { LAST_90_DAYS, marginBySource } from '../../shared/reporting/lake/questions.ts';
import type { StageConfig } from '../config.ts';
import { physicalName } from '../constructs/function-spec.ts';

/** A question that reads more than this by mistake is stopped: five cents at list price. */
const MAX_SCANNED_BYTES = 10 * 1024 ** 3;

/** Larger questions: what `export-days` writes, as tables of Athena. Their days need no crawler: they follow from the folder's name. */
export class LakeStack extends Stack {
  constructor(scope: Construct, id: string, config: StageConfig, files: IBucket, props: StackProps) {
    super(scope, id, props);
    const databaseName = physicalName(config.stage).replaceAll('-', '_');
    const database = new CfnDatabase(this, 'Database', {
      catalogId: this.account,
      databaseInput: { name: databaseName, description: 'Facts, outcomes and journal entries, by day' },
    });
    for (const set of Object.keys(LAKE_SETS) as LakeSet[]) {
      this.createTable(set, files, databaseName).addResourceDependency(database);
    }
    const workGroup = new CfnWorkGroup(this, 'WorkGroup', {
      name: physicalName(config.stage, 'reports'),
      description: 'Larger questions about facts, outcomes and entries',
      recursiveDeleteOption: !config.retainData,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: MAX_SCANNED_BYTES,
        resultConfiguration: {
          outputLocation: `s3://${files.bucketName}/${LAKE_FOLDER}-answers/`,
          encryptionConfiguration: { encryptionOption: 'SSE_S3' },
        },
      },
    });
    const question = new CfnNamedQuery(this, 'MarginBySource', {
      name: 'Margin by publisher and source, last 90 days',
      database: databaseName,
      workGroup: workGroup.name,
      queryString: marginBySource(LAST_90_DAYS),
    });
    question.addResourceDependency(workGroup);
  }

  private createTable(set: LakeSet, files: IBucket, databaseName: string): CfnTable {
    const { meaning, columns } = LAKE_SETS[set];
    const location = `s3://${files.bucketName}/${LAKE_FOLDER}/${set}/`;
    return new CfnTable(this, `Table${set.charAt(0).toUpperCase()}${set.slice(1)}`, {
      catalogId: this.account,
      databaseName,
      tableInput: {
        name: set,
        description: meaning,
        tableType: 'EXTERNAL_TABLE',
        partitionKeys: [{ name: 'day', type: 'string', comment: 'Day on the network’s clock, YYYY-MM-DD' }],
        parameters: {
          classification: 'json',
          'projection.enabled': 'true',
          'projection.day.type': 'date',
          'projection.day.format': 'yyyy-MM-dd',
          'projection.day.range': '2026-01-01,NOW',
          'storage.location.template': `${location}day=\${day}/`,
        },
        storageDescriptor: {
          location,
          columns: Object.entries<Columns[string]>(columns).map(([name, [type, comment]]) => ({ name, type, comment })),
          inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
          outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
          serdeInfo: { serializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' },
        },
      },
    });
  }
}
