import { beforeAll, describe, expect, it } from 'vitest';
import { LAKE_SETS } from '../../shared/reporting/lake/model.ts';
import { type Synthesized, stageConfig, synthSample } from './fixture.ts';

describe('the tables for larger questions', () => {
  let assembly: Synthesized;

  beforeAll(async () => {
    assembly = await synthSample(stageConfig('prod'));
  }, 300_000);

  it('are one for each set that is exported, found by day without a crawler', () => {
    const tables = assembly.ofType('AWS::Glue::Table').map(({ properties }) => properties.TableInput);
    expect(tables.map(({ Name }) => Name).sort()).toEqual(Object.keys(LAKE_SETS).sort());
    for (const { Name, Parameters, PartitionKeys, StorageDescriptor } of tables) {
      expect(PartitionKeys).toMatchObject([{ Name: 'day', Type: 'string' }]);
      expect(Parameters).toMatchObject({ 'projection.enabled': 'true', 'projection.day.type': 'date' });
      expect(JSON.stringify(Parameters['storage.location.template'])).toContain(`/lake/${Name}/day=\${day}/`);
      const columns = StorageDescriptor.Columns.map((column: { Name: string }) => column.Name);
      expect(columns).toEqual(Object.keys(LAKE_SETS[Name as keyof typeof LAKE_SETS].columns));
    }
  });

  it('are asked by a workgroup that encrypts its answers and stops what reads too much', () => {
    const [group] = assembly.ofType('AWS::Athena::WorkGroup');
    expect(group?.properties.Name).toBe('callbourse-prod-reports');
    expect(group?.properties.WorkGroupConfiguration).toMatchObject({
      EnforceWorkGroupConfiguration: true,
      BytesScannedCutoffPerQuery: 10_737_418_240,
      ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_S3' } },
    });
  });
});
