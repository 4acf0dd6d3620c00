import { z } from 'zod';
import { parsePhone } from '../kernel/phone.ts';
import { defineRoute } from '../platform/http/route.ts';

/**
 * What the tag says. It says it as `text/plain`, which needs no preflight; the body is JSON all the same. Requests are
 * public: the key is in every page, so what admits them is the page's origin, on the publisher's list.
 */
const key = z.string().min(1).max(80).meta({ description: "The publisher's tag key", example: 'tag_3fZ0dX' });

const token = z.string().min(1).max(1_000).meta({ description: 'The `token` of an earlier answer' });

/** A page publishes its number as people write it. */
const publishedNumber = z
  .string()
  .max(32)
  .transform((text, context) => {
    const number = parsePhone(text);
    if (number !== undefined) return number;
    context.addIssue('is not a phone number');
    return z.NEVER;
  })
  .meta({ type: 'string', description: 'The number the page publishes', example: '+12175550142' });

/** The servers of the pages themselves take no longer ones; only a short part is kept. */
const address = z.string().max(32_000);

const leaseRequest = z.strictObject({
  key,
  number: publishedNumber.optional(),
  token: token.optional(),
  page: z.strictObject({ url: address.optional(), referrer: address.optional() }).default({}),
});

const holderRequest = z.strictObject({ key, token });

const lease = z.strictObject({
  number: z.string().meta({ description: 'What the page is to show, E.164' }),
  kind: z.enum(['leased', 'source', 'fallback']).meta({
    description: '`leased` to this visit alone; `source` a static number; `fallback` one too, since the pool is empty',
  }),
  token: z.string().optional(),
  expiresAtMs: z.int().meta({ description: 'Until when the number may be shown, milliseconds since 1970' }),
  renewAfterMs: z
    .int()
    .meta({ description: 'When to renew, or to ask again without a token: so many milliseconds from now' }),
});

export const assignNumberRoute = defineRoute({
  operationId: 'assignNumber',
  method: 'POST',
  path: '/v1/leases',
  summary: 'A number for a page visit',
  description:
    'Sent by the tag, from a page whose origin the publisher has listed. A visitor who comes back presents its token and keeps its number while it is still, or again, free.',
  tag: 'Tag',
  scope: 'public',
  body: leaseRequest,
  status: 200,
  fails: { forbidden: 'header.origin: is not on the list of pages that may use this key' },
  response: lease,
});

export const renewLeaseRoute = defineRoute({
  operationId: 'renewLease',
  method: 'POST',
  path: '/v1/leases/renew',
  summary: 'Keeps a number for another lease',
  description: '403 for a forged or foreign token, 410 for an expired one and for a number lost meanwhile.',
  tag: 'Tag',
  scope: 'public',
  body: holderRequest,
  status: 200,
  fails: { forbidden: 'header.origin: is not on the list of pages that may use this key' },
  response: lease,
});

export const releaseLeaseRoute = defineRoute({
  operationId: 'releaseLease',
  method: 'POST',
  path: '/v1/leases/release',
  summary: 'Lets a number go',
  tag: 'Tag',
  scope: 'public',
  body: holderRequest,
  status: 204,
  fails: { forbidden: 'header.origin: is not on the list of pages that may use this key' },
});

export const serveTagRoute = defineRoute({
  operationId: 'serveTag',
  method: 'GET',
  path: '/tag.js',
  summary: 'The script for publishers’ pages',
  tag: 'Tag',
  scope: 'public',
  status: 200,
  responseType: 'text/javascript; charset=utf-8',
  sample: '"use strict";(()=>{…})();',
});
