import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import pMap from 'p-map';
import type { Log } from '../../../shared/platform/log.ts';
import { plainImage } from '../../../shared/platform/stream-image.ts';
import { type CountPorts, countVisits, momentName, placed } from '../../../shared/reporting/count-visits.ts';
import type { Visit } from '../../../shared/reporting/ports.ts';
import { visitToldBy } from '../../../shared/reporting/visit-contract.ts';

/** Moments written at the same time. */
const CONCURRENCY = 10;

interface Counted {
  readonly sequence: string;
  readonly visit: Visit;
}

/**
 * Counts the visits that the stream of the leases tells of, those of one moment in one write. Counting again changes nothing:
 * Lambda begins again at the first record that could not be counted, and what is behind it may be counted already.
 */
export const countVisitsHandler =
  (deps: CountPorts & { readonly log: Log }) =>
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const failed = new Set<string>();
    const fail = (sequences: readonly string[], error: unknown): void => {
      deps.log.warn('visits not counted', { sequence: sequences[0], error: nameOf(error) });
      for (const sequence of sequences) failed.add(sequence);
    };
    const moments = new Map<string, Counted[]>();
    for (const record of Records) {
      const sequence = record.dynamodb?.SequenceNumber ?? '';
      try {
        const visit = await visitOf(deps, record);
        if (visit) moments.set(momentName(visit), [...(moments.get(momentName(visit)) ?? []), { sequence, visit }]);
      } catch (error) {
        fail([sequence], error);
      }
    }
    const count = async (moment: readonly Counted[]): Promise<void> => {
      try {
        await countVisits(
          deps,
          moment.map(({ visit }) => visit),
        );
      } catch (error) {
        fail(
          moment.map(({ sequence }) => sequence),
          error,
        );
      }
    };
    await pMap([...moments.values()], count, { concurrency: CONCURRENCY });
    const first = Records.find(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ''));
    return { batchItemFailures: first ? [{ itemIdentifier: first.dynamodb?.SequenceNumber ?? '' }] : [] };
  };

async function visitOf(deps: CountPorts, { dynamodb }: DynamoDBRecord): Promise<Visit | undefined> {
  const after = plainImage(dynamodb?.NewImage);
  const told = after && visitToldBy(plainImage(dynamodb?.OldImage), after);
  return told && placed(deps, told);
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
