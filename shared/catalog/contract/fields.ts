import { z } from 'zod';
import { e164 } from '../../kernel/schemas.ts';
import { parseOrigin } from '../origin.ts';

/** Letters of any script, but nothing that a terminal, a CSV or a log line would act on. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

const noControl = (text: string): boolean => !CONTROL.test(text);

/** A name that people read. */
export const label = z.string().trim().min(1).max(120).refine(noControl, 'has control characters');

export const description = z.string().trim().max(2_000);

export const origin = z
  .string()
  .transform((text, context) => {
    const parsed = parseOrigin(text);
    if (parsed === undefined) {
      context.addIssue('is not an origin such as https://example.com (http only for localhost)');
      return z.NEVER;
    }
    return parsed;
  })
  .meta({ type: 'string', example: 'https://example.com' });

/** RFC 3261, without the parts a carrier would not dial: user, host, port, parameters. */
const SIP = /^sips?:[A-Za-z0-9_.!~*'()%+-]{1,64}@[A-Za-z0-9.-]{1,190}(:\d{1,5})?(;[A-Za-z0-9_.=-]{1,60}){0,4}$/;

export const destination = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('number'), number: e164 }),
    z.strictObject({
      kind: z.literal('sip'),
      uri: z.string().max(255).regex(SIP, 'is not a SIP URI such as sip:sales@pbx.example.com'),
    }),
  ])
  .meta({ id: 'Destination' });

export const destinationOut = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('number'), number: z.string() }),
  z.strictObject({ kind: z.literal('sip'), uri: z.string() }),
]);
