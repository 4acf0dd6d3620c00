import { expect, it } from 'vitest';
import { handlerOf } from '../../functions/webhooks/list-event-types/handler.ts';
import { EVENT_TYPES } from '../../shared/webhooks/contract/events.ts';
import { MACROS } from '../../shared/webhooks/postback.ts';
import { callApi } from '../support/api-event.ts';
import { silentLog } from '../support/log.ts';

it('the catalogue shows anybody every type with the schema of its body, and every macro', async () => {
  const { status, json } = await callApi(handlerOf({ log: silentLog }), { path: '/webhook-events.json' });
  expect(status).toBe(200);
  expect(json.items.map(({ type }: { type: string }) => type)).toEqual(Object.keys(EVENT_TYPES));
  for (const { type, toldTo, schema } of json.items) {
    expect(toldTo.length).toBeGreaterThan(0);
    expect(schema).toMatchObject({ type: 'object', properties: { type: { const: type }, data: { type: 'object' } } });
  }
  expect(json.macros).toEqual([...MACROS, 'param:<name>']);
});
