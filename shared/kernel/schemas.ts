import { z } from 'zod';
import { isCurrency } from './money.ts';
import { parsePhone } from './phone.ts';
import { isDay } from './time.ts';

/** Small schemas that every border shares. Amounts are whole minor units: JSON numbers outside, `bigint` inside. */

/** Far above any amount here, far below 2^53: sums of a million of them still are exact JSON numbers. */
const MAX_MINOR = 1_000_000_000_000;

const wholeMinor = (min: number) => z.int().min(min).max(MAX_MINOR);

/** An amount that may be negative (a correction), in minor units. */
export const minorIn = wholeMinor(-MAX_MINOR).transform(BigInt);

/** An amount that is zero or more, in minor units. */
export const nonNegativeMinorIn = wholeMinor(0).transform(BigInt);

/** An amount above zero, in minor units. */
export const positiveMinorIn = wholeMinor(1).transform(BigInt);

/** An amount in an answer; `apiHandler` writes it as a whole JSON number. */
export const minorOut = z.bigint().meta({ type: 'integer', format: 'int64', description: 'Whole minor units (cents)' });

/** An amount as a stored item has it: DynamoDB gives numbers back as numbers, or as bigint where the client is told so. */
export const minorStored = z.union([z.int().transform(BigInt), z.bigint()]);

/** ISO 4217, and one that the platform knows: `XXQ` would have no decimals to print. */
export const currencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/, 'is not a currency code such as USD')
  .refine(isCurrency, 'is not a currency that is in use')
  .meta({ description: 'ISO 4217', example: 'USD' });

/** A phone number with its country, read as people write it, kept in E.164. A national form is refused: whose would it be? */
export const e164 = z
  .string()
  .max(32)
  .transform((text, context) => {
    const number = text.trim().startsWith('+') ? parsePhone(text) : undefined;
    if (number === undefined) {
      context.addIssue('is not a phone number in international form, such as +12175550142');
      return z.NEVER;
    }
    return number;
  })
  .meta({ type: 'string', description: 'E.164', example: '+12175550142' });

/** `YYYY-MM-DD`, a day that exists. */
export const isoDay = z
  .string()
  .refine(isDay, 'is not a day of the years 1970 to 2199 such as 2026-03-31')
  .meta({ format: 'date' });

/** An identifier as a path or body may name it: safe in keys, URLs and logs. */
export const id = z.string().regex(/^[A-Za-z0-9_.-]{1,80}$/, 'is not an id: 1 to 80 letters, digits, `_`, `.` or `-`');

/** An instant in an answer, ISO 8601 with milliseconds. */
export const isoInstant = z.string().meta({ format: 'date-time' });

/** Of what is changed as a whole: how often it was. */
export const versionOut = z
  .int()
  .meta({ description: 'Counts its changes: quoted it is the `etag` that a change names by If-Match', example: 3 });

/** What every list takes. Query values arrive as text. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50).meta({ description: 'Items in one page' }),
  cursor: z
    .string()
    .min(1)
    .max(2_000)
    .optional()
    .meta({ description: '`nextCursor` of the page before, within 24 hours' }),
});

/** What every list ends with. */
export const nextCursor = z
  .string()
  .optional()
  .meta({ description: 'Present while there is more', example: 'eyJ2IjoxLCJsIjoiUTNzIn0.tbb3f4.9dXk2vQe' });

/** What every list answers. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({
    items: z.array(item),
    nextCursor,
  });
