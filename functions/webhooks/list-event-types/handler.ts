import { z } from 'zod';
import { type HttpHandler, httpStack } from '../../../shared/platform/http/http-stack.ts';
import type { Log } from '../../../shared/platform/log.ts';
import { listEventTypes as route } from '../../../shared/webhooks/contract/catalogue.ts';
import { EVENT_TYPES, type EventType, eventBody } from '../../../shared/webhooks/contract/events.ts';
import { MACROS } from '../../../shared/webhooks/postback.ts';

export const handlerOf = ({ log }: { readonly log: Log }): HttpHandler =>
  httpStack(log, async () => ({
    statusCode: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=3600' },
    body: JSON.stringify(route.response?.parse(catalogue())),
  }));

function catalogue() {
  const types = Object.entries(EVENT_TYPES) as [EventType, (typeof EVENT_TYPES)[EventType]][];
  return {
    items: types.map(([type, { summary, to }]) => ({
      type,
      summary,
      toldTo: [...to],
      schema: z.toJSONSchema(eventBody(type)),
    })),
    macros: [...MACROS, 'param:<name>'],
  };
}
