import { z } from 'zod';
import { id, isoInstant } from '../kernel/schemas.ts';
import { defineRoute } from '../platform/http/route.ts';

const recordingLink = z.object({
  recordingId: z.string(),
  seconds: z.int().nonnegative().optional(),
  url: z.url().meta({
    description: 'Leads to the sound until `expiresAt`',
    example: 'https://api.example/recordings/eyJyIjoiUkU1YTFjIn0.c2lnbmVk',
  }),
  expiresAt: isoInstant,
});

export const getRecordingRoute = defineRoute({
  operationId: 'getRecording',
  method: 'GET',
  path: '/v1/outcomes/{outcomeId}/recording',
  summary: 'Links to the recordings of a call',
  description: 'For the advertiser whose call it was, and the operator. A link lasts a quarter of an hour.',
  tag: 'Outcomes',
  scope: 'outcomes:read',
  roles: ['operator', 'advertiser'],
  params: z.strictObject({ outcomeId: id }),
  status: 200,
  fails: { gone: 'recordings are kept for 90 days' },
  response: z.object({ recordings: z.array(recordingLink) }),
});

export const openRecordingRoute = defineRoute({
  operationId: 'openRecording',
  method: 'GET',
  path: '/recordings/{token}',
  summary: 'Follow a link to a recording',
  description: 'The link is the permission. Leads on to where the carrier keeps the sound.',
  tag: 'Outcomes',
  scope: 'public',
  params: z.strictObject({ token: z.string().min(1).max(1_000) }),
  status: 302,
  fails: {
    'not-found': 'this recording was not found',
    forbidden: 'this link was not made here',
    gone: 'this link has expired: ask for another',
  },
});
