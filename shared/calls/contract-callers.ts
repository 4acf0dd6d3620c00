import { z } from 'zod';
import { e164, id } from '../kernel/schemas.ts';
import { defineRoute } from '../platform/http/route.ts';

const markIn = z
  .strictObject({
    number: e164,
    mark: z.enum(['blocked', 'shared', 'none']).meta({
      description:
        '`blocked`: its calls reach nobody of this list. `shared`: many people call from it, so it never is a repeat (the network only). `none`: takes either away.',
    }),
    publisherId: id.optional().meta({ description: 'Whose list; the network’s own when neither is named' }),
    advertiserId: id.optional(),
  })
  .meta({ id: 'CallerMark', example: { number: '+12175550142', mark: 'blocked' } });

export const markCaller = defineRoute({
  operationId: 'markCaller',
  audit: 'ids',
  method: 'PUT',
  path: '/v1/caller-marks',
  summary: 'Block a caller, or say that its number is shared',
  description: 'Kept as a keyed hash: nobody can read the number again. Routing sees it within 30 seconds.',
  tag: 'Targets',
  scope: 'targets:write',
  roles: ['advertiser', 'operator'],
  body: markIn,
  status: 200,
  fails: { conflict: 'this list is full' },
  response: z.strictObject({
    list: z.enum(['network', 'publisher', 'advertiser']),
    mark: z.string().meta({ example: 'blocked' }),
  }),
});
