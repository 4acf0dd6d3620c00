import { z } from 'zod';
import { defineRoute } from '../../platform/http/route.ts';

const tag = 'Leads';

/** As for customers (outcomes/contract/customers.ts). */
const MAX_SUPPRESSED = 10_000;

const suppressed = z.strictObject({
  sha256: z
    .array(z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in lower-case hex'))
    .min(1)
    .max(MAX_SUPPRESSED),
});

export const uploadSuppressions = defineRoute({
  operationId: 'uploadSuppressions',
  audit: 'ids',
  method: 'POST',
  path: '/v1/suppressions',
  summary: 'Add to a suppression list',
  description:
    'People of whom no lead is taken: do-not-call lists, known litigators. An advertiser’s list counts for its own offers, the network’s for all. Send the SHA-256 of each phone number in E.164 or of each e-mail address in lower case, in lower-case hex.',
  tag,
  scope: 'customers:write',
  roles: ['operator', 'advertiser'],
  body: suppressed.meta({ id: 'SuppressionUpload' }),
  maxBodyBytes: 1024 * 1024,
  status: 200,
  response: z
    .strictObject({ stored: z.int().meta({ description: 'Different people in this upload; all are on the list now' }) })
    .meta({ id: 'SuppressionsStored' }),
});

export const removeSuppressions = defineRoute({
  operationId: 'removeSuppressions',
  audit: 'ids',
  method: 'POST',
  path: '/v1/suppressions/removals',
  summary: 'Take people off a suppression list',
  description:
    'Off the advertiser’s own list, or off the network’s where an operator sends it: the same hashes as they were added by. Whoever is on another list stays there. Leads of these people are taken again at once.',
  tag,
  scope: 'customers:write',
  roles: ['operator', 'advertiser'],
  body: suppressed.meta({ id: 'SuppressionRemoval' }),
  maxBodyBytes: 1024 * 1024,
  status: 200,
  response: z
    .strictObject({
      asked: z.int().meta({
        description: 'Different people in this request; none is on the list now',
        example: 1,
      }),
    })
    .meta({ id: 'SuppressionsRemoved' }),
});
