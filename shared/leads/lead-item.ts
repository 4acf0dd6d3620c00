import { z } from 'zod';
import { CHANNELS, type Consent, type Contact, type LeadRecord } from './model.ts';

/** What a lead adds to its outcome's item, in short names. */
export const leadAttributes = z.object({ lead: z.object({ in: z.string(), via: z.enum(CHANNELS) }) });

export const leadItem = ({ inputHash, channel }: LeadRecord) => ({ lead: { in: inputHash, via: channel } });

export const recordOf = ({ lead }: z.output<typeof leadAttributes>): LeadRecord => ({
  inputHash: lead.in,
  channel: lead.via,
});

/** What is sealed: everything but the words of consent, which the page shows to everybody. */
const sealedContact = z.object({
  f: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  c: z.string().optional(),
  at: z.int().optional(),
  ip: z.string().optional(),
});

/** What can be sealed (platform/cipher.ts), and far more than any form needs. */
export const MAX_CONTACT_BYTES = 4_096;

/** What a contact weighs before it is sealed. */
export const contactBytes = (contact: Contact): number => Buffer.byteLength(textOf(contact));

export const textOf = ({ values, consent }: Contact): string =>
  JSON.stringify({ f: values, c: consent.certificateUrl, at: consent.atMs, ip: consent.ipAddress });

export function contactOf(text: string, words: string | undefined): Contact {
  const { f, c, at, ip } = sealedContact.parse(JSON.parse(text));
  const consent: Consent = { certificateUrl: c, text: words, atMs: at, ipAddress: ip };
  return { values: f, consent };
}

/** The stored form; `gone` after an erasure, so that nothing puts it back. */
export const storedContact = z.object({
  sealed: z.string().optional(),
  words: z.string().optional(),
  gone: z.int().optional(),
});
