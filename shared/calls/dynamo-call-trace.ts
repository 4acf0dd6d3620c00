import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { outcomeKey } from '../outcomes/keys.ts';
import type { PersonalTrace } from '../outcomes/personal-trace.ts';
import type { CallStore, StoredCall } from './ports.ts';

/** A recording may come after the verdict, and is then kept with what came late. */
const recordingIds = ({ record, late }: StoredCall) => ({
  call: Object.keys(record.progress.recordings),
  late: Object.keys(late?.recordings ?? {}),
});

/**
 * Takes the caller out of the call, and where its recordings are. Their ids stay, so that whoever asks again is told again what
 * the carrier has to delete.
 */
function erasing({ call, late }: ReturnType<typeof recordingIds>) {
  const names = [...new Set([...call, ...late])];
  const alias = (id: string): string => `#r${names.indexOf(id)}`;
  const paths = [
    '#call.who',
    ...call.map((id) => `#call.p.rec.${alias(id)}.u`),
    ...late.map((id) => `late.rec.${alias(id)}.u`),
  ];
  return {
    UpdateExpression: `REMOVE ${paths.join(', ')}`,
    ExpressionAttributeNames: { '#call': 'call', ...Object.fromEntries(names.map((id) => [alias(id), id])) },
  };
}

/** What is kept of a caller: never the number, but that it called, how long it talked, and where the carrier keeps the sound. */
export function dynamoCallTrace(
  client: DynamoDBDocumentClient,
  tableName: string,
  calls: Pick<CallStore, 'find'>,
): PersonalTrace {
  return {
    name: 'call',
    async show({ model, outcomeId }) {
      const found = model === 'call' ? await calls.find(outcomeId) : undefined;
      if (!found) return undefined;
      const { carrier, callId, number, caller, progress } = found.record;
      return {
        carrier,
        callId,
        calledNumber: number,
        callerMasked: caller.masked,
        region: caller.region,
        result: progress.result,
        totalSeconds: progress.totalSeconds,
        recordings: { ...progress.recordings, ...found.late?.recordings },
      };
    },
    async erase({ model, outcomeId }) {
      const found = model === 'call' ? await calls.find(outcomeId) : undefined;
      if (!found) return {};
      const recordings = recordingIds(found);
      await client.send(
        new UpdateCommand({ TableName: tableName, Key: outcomeKey(outcomeId), ...erasing(recordings) }),
      );
      const ids = [...new Set([...recordings.call, ...recordings.late])];
      return { elsewhere: ids.map((id) => ({ what: 'recording', where: found.record.carrier, id })) };
    },
  };
}
