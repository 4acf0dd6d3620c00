import { z } from 'zod';
import { fromIso } from '../../kernel/time.ts';
import type { Consent } from '../model.ts';

/** A lead has some thirty short fields: sixteen kilobytes are more than any. */
export const MAX_LEAD_BYTES = 16 * 1024;

export const consentIn = z
  .strictObject({
    certificateUrl: z
      .url({ protocol: /^https$/ })
      .max(300)
      .optional()
      .meta({ description: 'Such as a TrustedForm certificate' }),
    text: z
      .string()
      .trim()
      .min(1)
      .max(1_000)
      .optional()
      .meta({ description: 'The words agreed to, as the page showed them' }),
    at: z.iso
      .datetime({ offset: true })
      .transform(fromIso)
      .meta({ type: 'string', format: 'date-time', description: 'When' })
      .optional(),
    ipAddress: z
      .union([z.ipv4().meta({ format: 'ipv4' }), z.ipv6().meta({ format: 'ipv6' })])
      .optional()
      .meta({ description: 'From where' }),
  })
  .meta({ id: 'Consent' });

/** The same as the model has it. */
export function consentOf(given: z.output<typeof consentIn> | undefined): Consent | undefined {
  if (!given) return undefined;
  const { at, ...rest } = given;
  return { ...rest, ...(at === undefined ? {} : { atMs: at }) };
}

/** Values by name: which there are is the offer's to say. */
export const fieldsIn = z
  .record(z.string().max(200), z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()]))
  .meta({ description: 'By the names of the offer’s form (`lead.fields` of the offer)' });

export const sourceIn = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N} ._-]{1,60}$/u, 'is not a source: letters, digits, spaces, `.`, `_` and `-`')
  .meta({
    description: 'Where you got it: a campaign, a list, a partner',
    // Its flag is no part of a JSON Schema's pattern, which is Unicode anyway.
    pattern: '^[\\p{L}\\p{N} ._-]{1,60}$',
    example: 'newsletter',
  });
