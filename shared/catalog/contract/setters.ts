import { z } from 'zod';
import { id, isoInstant, pageOf, pageQuery, versionOut } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { SETTER_STATES } from '../setter.ts';
import { label } from './fields.ts';
import { newKeyView } from './keys.ts';

const tag = 'Setters';
const roles = ['operator', 'publisher'] as const;
const publisherId = id.optional().meta({ description: 'For operators: whose setters' });

export const setterView = z
  .strictObject({
    setterId: z.string().meta({ example: 'set_9fh4' }),
    publisherId: z.string(),
    name: z.string().meta({ example: 'Ann, Berlin desk' }),
    state: z.enum(SETTER_STATES),
    createdAt: isoInstant,
    version: versionOut,
  })
  .meta({ id: 'Setter' });

export const createSetter = defineRoute({
  operationId: 'createSetter',
  method: 'POST',
  path: '/v1/setters',
  summary: 'Register a setter or agent of a publisher',
  description:
    'Somebody who books appointments or brings leads for a publisher: with a key, outcomes, reports and a quality of its own. What it brings is the publisher’s, and paid to the publisher.',
  tag,
  scope: 'setters:write',
  roles,
  body: z.strictObject({ name: label, publisherId }).meta({ id: 'NewSetter', example: { name: 'Ann, Berlin desk' } }),
  status: 201,
  response: setterView,
});

export const listSetters = defineRoute({
  operationId: 'listSetters',
  method: 'GET',
  path: '/v1/setters',
  summary: 'List the setters of a publisher',
  tag,
  scope: 'setters:read',
  roles,
  query: pageQuery.extend({ publisherId }),
  status: 200,
  response: pageOf(setterView),
});

const setterPath = z.strictObject({ setterId: id.meta({ example: 'set_9fh4' }) });

export const setSetterState = defineRoute({
  operationId: 'setSetterState',
  method: 'PUT',
  path: '/v1/setters/{setterId}/state',
  summary: 'Pause a setter, or let it go on',
  description: 'A paused setter brings nothing new within 30 seconds; what it brought goes on, and it still sees that.',
  tag,
  scope: 'setters:write',
  roles,
  ifMatch: 'may',
  params: setterPath,
  body: z
    .strictObject({ state: z.enum(SETTER_STATES) })
    .meta({ id: 'SetterStateChange', example: { state: 'paused' } }),
  status: 200,
  response: setterView,
});

export const createSetterKey = defineRoute({
  operationId: 'createSetterKey',
  method: 'POST',
  path: '/v1/setters/{setterId}/keys',
  summary: 'Issue a key for a setter',
  description:
    'It books and brings leads in the setter’s name, and sees what that setter brought: no money, and nothing of anybody else. The key is in this answer and nowhere else.',
  tag,
  scope: 'setters:write',
  roles,
  params: setterPath,
  body: z.strictObject({ label }).meta({ id: 'NewSetterKey', example: { label: 'Ann’s calendar tool' } }),
  status: 201,
  fails: { conflict: 'this key was issued before and its text is shown once: revoke it, issue another' },
  response: newKeyView,
  example: {
    keyId: 'key_6tp0',
    role: 'setter',
    subjectId: 'set_9fh4',
    publisherId: 'pub_3kd9',
    scopes: ['offers:read', 'outcomes:read', 'appointments:write', 'leads:read', 'leads:write'],
    label: 'Ann’s calendar tool',
    createdAt: '2026-02-16T09:00:00.000Z',
    key: 'cb_live_key_6tp0_…',
  },
  secretAnswer: ['key'],
  auditOf: { what: 'Key' },
});
