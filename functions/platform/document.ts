import { openApiDocument } from '../../shared/platform/http/openapi.ts';
import { EVENT_TYPES, type EventType, eventBody } from '../../shared/webhooks/contract/events.ts';
import { EXAMPLE_WORDS } from './examples/words.ts';
import { allRoutes } from './routes.ts';

const DESCRIPTION = `Callbourse is a marketplace for qualified calls, leads and appointments.

Amounts are whole minor units (cents) beside their currency. Lists are paged by an opaque cursor, which belongs to its
list and expires after 24 hours. Errors are problem+json (RFC 9457) and name each field; so is the 404 of an address that is not here, and the 405
of a method that an address does not take, with \`Allow\`. What API Gateway refuses by itself is JSON with a \`message\`: 413 for more than 10 MB, 429
where all requests together are too many, 503 where they come faster than functions start. A POST that changes something takes an Idempotency-Key; a change of what two may edit takes the etag it was
made from as If-Match, and one that takes none refuses the header. A key of an advertiser or publisher sees only its own: everything else is a 404.`;

/** The OpenAPI 3.1 document as text, for an API that answers at this address. */
export const openApiText = (publicUrl: string): string =>
  JSON.stringify(
    openApiDocument(allRoutes, {
      title: 'Callbourse API',
      version: '1.0.0',
      description: DESCRIPTION,
      webhooks: (Object.keys(EVENT_TYPES) as EventType[]).map((type) => ({
        name: type,
        summary: EVENT_TYPES[type].summary,
        body: eventBody(type),
      })),
      words: EXAMPLE_WORDS,
      serverUrl: publicUrl.replace(/\/$/, ''),
    }),
    null,
    2,
  );
