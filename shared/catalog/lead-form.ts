import { z } from 'zod';
import { answerName, MAX_ANSWER_LETTERS } from './answers.ts';

/**
 * What an advertiser wants to know of a lead: the fields of its vertical, what must be proved of the person's consent, and what
 * it may send back. Part of the offer and versioned with it, so that a lead is read by the form it was filled in under.
 */
export const FIELD_TYPES = ['text', 'number', 'boolean', 'choice', 'email', 'phone', 'region'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** What a lead's proof of consent is made of (TCPA): where it was recorded, the words agreed to, when, and from where. */
export const CONSENT_PARTS = ['certificateUrl', 'text', 'at', 'ipAddress'] as const;

/** Why an advertiser may send a lead back. Each is a reason of a dispute: a return is one. */
export const RETURN_REASONS = [
  'wrong-service',
  'out-of-area',
  'duplicate',
  'spam',
  'fraud',
  'not-interested',
  'other',
] as const;

const fieldLabel = z.string().trim().min(1).max(80);

const field = z.strictObject({
  name: answerName,
  label: fieldLabel,
  type: z.enum(FIELD_TYPES),
  required: z.boolean().default(false),
  personal: z.boolean().optional().meta({
    description: 'Sealed, and no criterion may ask for it. An e-mail and a phone always are, a text unless you say no',
  }),
  choices: z
    .array(z.string().min(1).max(MAX_ANSWER_LETTERS))
    .min(1)
    .max(50)
    .optional()
    .meta({ description: 'For `choice`' }),
  min: z.number().optional().meta({ description: 'For `number`' }),
  max: z.number().optional().meta({ description: 'For `number`' }),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'is not a country such as US')
    .optional()
    .meta({ description: 'For `phone`: whose national numbers are understood; US when absent' }),
});
export type LeadField = z.output<typeof field>;

/** The shape alone: what stored versions are read with. */
export const leadFormShape = z.strictObject({
  vertical: fieldLabel.meta({ example: 'Solar, residential' }),
  fields: z.array(field).min(1).max(30),
  consent: z
    .array(z.enum(CONSENT_PARTS))
    .max(CONSENT_PARTS.length)
    .default(['text', 'at', 'ipAddress'])
    .meta({ description: 'What each lead must prove of consent; an empty list asks for nothing' }),
  duplicateMinutes: z
    .int()
    .min(0)
    .max(43_200)
    .default(5)
    .meta({ description: 'The same person again on this offer within so many minutes is refused at once' }),
  dailyCap: z.int().min(1).max(1_000_000).optional().meta({
    description: 'Leads a day of the network’s zone; what comes after is refused at once, and a ping says no',
  }),
  returnReasons: z
    .array(z.enum(RETURN_REASONS))
    .max(RETURN_REASONS.length)
    .default(['wrong-service', 'out-of-area', 'duplicate', 'spam', 'fraud'])
    .meta({ description: 'For which the advertiser may return a lead, within the window of disputes' }),
});
export type LeadForm = z.output<typeof leadFormShape>;

const SAFE_TYPES: ReadonlySet<FieldType> = new Set(['number', 'boolean', 'choice', 'region']);

/** Whether a field tells who somebody is: then it is sealed, masked, and no criterion's business. */
export const isPersonal = ({ type, personal }: LeadField): boolean => {
  if (type === 'email' || type === 'phone') return true;
  return personal ?? !SAFE_TYPES.has(type);
};

/** What a field of one type says and another can't. */
function* fieldErrors(each: LeadField): Generator<readonly [key: keyof LeadField, message: string]> {
  const { type, choices, min, max, country } = each;
  if ((type === 'choice') !== (choices !== undefined)) yield ['choices', 'go with `choice`, and only there'];
  if (type !== 'number' && min !== undefined) yield ['min', 'goes with `number` only'];
  if (type !== 'number' && max !== undefined) yield ['max', 'goes with `number` only'];
  if ((max ?? Infinity) < (min ?? -Infinity)) yield ['max', 'is below min'];
  if (country && type !== 'phone') yield ['country', 'goes with `phone` only'];
}

/** Of these a form has one: it says who the person is, or where. */
const ONCE: ReadonlySet<FieldType> = new Set(['email', 'phone', 'region']);

/** What is wrong with a field beside those before it. */
function* doubles(each: LeadField, before: readonly LeadField[]): Generator<readonly [keyof LeadField, string]> {
  if (before.some(({ name }) => name === each.name)) yield ['name', 'is there twice'];
  if (ONCE.has(each.type) && before.some(({ type }) => type === each.type))
    yield ['type', `a form has one ${each.type}`];
}

/** The form as the API takes it. */
export const leadForm = leadFormShape
  .superRefine(({ fields }, context) => {
    for (const [index, each] of fields.entries()) {
      for (const [key, message] of [...fieldErrors(each), ...doubles(each, fields.slice(0, index))]) {
        context.addIssue({ code: 'custom', path: ['fields', index, key], message });
      }
    }
    if (!fields.some(({ type }) => type === 'email' || type === 'phone')) {
      const message = 'have no e-mail and no phone: nobody could be reached';
      context.addIssue({ code: 'custom', path: ['fields'], message });
    }
  })
  .meta({
    id: 'LeadForm',
    example: {
      vertical: 'Solar, residential',
      fields: [
        { name: 'fullName', label: 'Your name', type: 'text', required: true },
        { name: 'phone', label: 'Phone', type: 'phone', required: true },
        { name: 'ownsHome', label: 'Do you own your home?', type: 'boolean', required: true },
      ],
    },
  });
