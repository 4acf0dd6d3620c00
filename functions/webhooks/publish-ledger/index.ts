import { eventsOfLedger } from '../../../shared/webhooks/derive/events-of.ts';
import { composePublishing } from '../compose-publishing.ts';
import { streamHandler } from '../read-stream.ts';

export const handler = streamHandler(composePublishing('webhooks/publish-ledger'), eventsOfLedger);
