import { eventsOfOutcomes } from '../../../shared/webhooks/derive/events-of.ts';
import { composeEnlisting } from '../../crm/compose-enlisting.ts';
import { composePublishing } from '../compose-publishing.ts';
import { streamHandler } from '../read-stream.ts';

export const handler = streamHandler(
  composePublishing('webhooks/publish-outcomes'),
  eventsOfOutcomes,
  composeEnlisting(),
);
