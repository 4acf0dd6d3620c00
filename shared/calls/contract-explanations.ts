import { z } from 'zod';
import { regionCode } from '../catalog/criteria.ts';
import { targetTag } from '../catalog/target-rules.ts';
import { e164, id, isoInstant } from '../kernel/schemas.ts';
import { fromIso } from '../kernel/time.ts';
import { defineRoute } from '../platform/http/route.ts';
import { ATTESTATIONS } from './model.ts';
import { REFUSALS } from './routing/model.ts';

const instant = z.iso
  .datetime({ offset: true })
  .transform((iso) => fromIso(iso))
  .meta({ type: 'string', format: 'date-time', description: 'Now when absent' });

const caller = z
  .strictObject({
    /** Where it is decides who takes it; it is neither kept nor looked up. */
    number: e164.optional().meta({ description: 'A withheld caller when absent' }),
    region: regionCode.optional(),
    postal: z.string().max(16).optional(),
    attestation: z.enum(ATTESTATIONS).default('none'),
    language: z
      .string()
      .regex(/^[a-z]{2,3}$/, 'is not a language such as en')
      .optional(),
    tag: targetTag.optional().meta({ description: 'Which targets a plan would have led to' }),
  })
  .meta({ id: 'ImaginedCaller' });

export const explanationIn = z.strictObject({ offerId: id, publisherId: id, at: instant.optional(), caller }).meta({
  id: 'NewRouteExplanation',
  example: {
    offerId: 'offer_8x0cq2',
    publisherId: 'pub_3kd9',
    caller: { number: '+12175550142', region: 'US-IL', attestation: 'A' },
  },
});

const plain = z.union([z.string(), z.number()]);

export const explanationView = z
  .strictObject({
    at: isoInstant,
    /** Targets in the order in which they would ring; after them the fallback, where the offer has one. */
    route: z.array(z.strictObject({ targetId: z.string(), ringSeconds: z.int() })),
    fallback: z.boolean().meta({ example: false }),
    targets: z.array(
      z.strictObject({
        targetId: z.string(),
        name: z.string().meta({ example: 'Sales desk' }),
        answeredBps: z.int().optional().meta({
          description:
            'Share of the calls of two weeks that it answered, in basis points; absent while nothing is known',
        }),
        effectiveMinor: z.number().optional().meta({
          description: 'What it competed with: its price, weighed by its answers where the market says so',
        }),
        fate: z.enum(['chosen', 'not-needed', 'refused']),
        rank: z.int().optional(),
        refusal: z.enum(REFUSALS).optional(),
        asked: plain.optional().meta({ description: 'What the rule asks for' }),
        seen: plain.optional().meta({ description: 'What the call or the target has' }),
      }),
    ),
  })
  .meta({ id: 'RouteExplanation' });

export const explainRoute = defineRoute({
  operationId: 'explainRoute',
  audit: 'none',
  method: 'POST',
  path: '/v1/route-explanations',
  summary: 'Explain where a call would go, and why',
  description:
    'Runs the choice of a live call on an imagined one, with the places and caps as they stand, and changes nothing. The caller is one who never called before. An operator sees all who compete for the calls of the offer, an advertiser its own targets; nobody is asked for a bid.',
  tag: 'Targets',
  scope: 'targets:read',
  roles: ['advertiser', 'operator'],
  body: explanationIn,
  status: 200,
  fails: { conflict: 'an offer of leads takes no calls' },
  response: explanationView,
});
