import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Log } from '../../shared/platform/log.ts';
import { plainImage } from '../../shared/platform/stream-image.ts';
import { type EventsOf, newsOf } from '../../shared/webhooks/derive/events-of.ts';
import type { OwnedEvent } from '../../shared/webhooks/model.ts';
import { type PublishPorts, publishEvents } from '../../shared/webhooks/publish-events.ts';

/** Whoever else must hear of events: a stream's shard serves two readers, and the reports are the other one. */
export type Listener = (events: readonly OwnedEvent[]) => Promise<void>;

export type StreamHandler = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;

/**
 * Publishes what a stream tells, record by record and in its order. The first record that can't be read or published is
 * where Lambda begins again: what stands behind it has not been told yet, so nothing overtakes.
 */
export const streamHandler =
  (deps: PublishPorts & { readonly log: Log }, eventsOf: EventsOf, also: Listener = async () => {}): StreamHandler =>
  async ({ Records }) => {
    for (const record of Records) {
      try {
        const after = plainImage(record.dynamodb?.NewImage);
        const before = plainImage(record.dynamodb?.OldImage);
        const events = after ? newsOf(eventsOf, { before, after, isNew: record.eventName === 'INSERT' }) : [];
        await publishEvents(deps, events);
        await also(events);
      } catch (error) {
        deps.log.warn('record not published', { sequence: sequenceOf(record), error: nameOf(error) });
        return { batchItemFailures: [{ itemIdentifier: sequenceOf(record) }] };
      }
    }
    return { batchItemFailures: [] };
  };

const sequenceOf = (record: DynamoDBRecord): string => record.dynamodb?.SequenceNumber ?? '';

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
