import { z } from 'zod';
import { defineRoute } from '../http/route.ts';
import { QUEUE_NAMES } from './queue-names.ts';

const tag = 'Operations';
const count = z.int().meta({ description: 'As near as the queue service counts' });

const queueView = z
  .strictObject({
    name: z.enum(QUEUE_NAMES),
    waiting: count.meta({ description: 'Messages that nobody has taken yet' }),
    running: count.meta({ description: 'Messages that are being worked on' }),
    delayed: count.meta({ description: 'Messages whose time has not come' }),
    deadLetters: count.meta({ description: 'Messages that failed five times: mend the cause, then redrive' }),
  })
  .meta({ id: 'Queue' });

export const listQueues = defineRoute({
  operationId: 'listQueues',
  method: 'GET',
  path: '/v1/queues',
  summary: 'How the queues and their dead letters stand',
  tag,
  scope: 'network:read',
  roles: ['operator'],
  status: 200,
  response: z.strictObject({
    items: z.array(queueView),
    streamFailures: count.meta({
      description: 'Batches of a stream that a consumer gave up on; the stream itself keeps them for 24 hours',
    }),
  }),
});

export const redriveQueue = defineRoute({
  operationId: 'redriveQueue',
  method: 'POST',
  path: '/v1/queues/{name}/redrives',
  summary: 'Send the dead letters of a queue through it again',
  description:
    'Each is put back before it is taken from the dead letters, so none is lost; one may come twice, which does nothing.',
  tag,
  scope: 'network:write',
  roles: ['operator'],
  params: z.strictObject({ name: z.enum(QUEUE_NAMES) }),
  body: z
    .strictObject({ max: z.int().min(1).max(500).default(100).meta({ description: 'At most so many at once' }) })
    .meta({ id: 'Redrive', example: { max: 100 } }),
  status: 200,
  fails: { 'not-found': 'the queue call-events was not found' },
  response: z
    .strictObject({ moved: z.int(), left: count.meta({ description: 'Dead letters that are still there' }) })
    .meta({ id: 'Redriven', example: { moved: 3, left: 0 } }),
});

export const queueRoutes = [listQueues, redriveQueue] as const;
