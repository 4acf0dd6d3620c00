import type { z } from 'zod';
import type { ExchangeAnswer } from './ports.ts';

/** The answer's JSON as `schema` has it; undefined for anything else, since a CRM's error page is often HTML. */
export function jsonOf<T extends z.ZodType>(
  schema: T,
  { text }: Pick<ExchangeAnswer, 'text'>,
): z.output<T> | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const MAX_WORDS = 300;

/**
 * A CRM's own words, short, and without what looks like an address or a number: some quote the value that they refuse.
 */
export const wordsOf = (text: string): string =>
  text
    .replace(/[^\s@"']+@[^\s@"']+/g, '…')
    .replace(/\+?\d[\d\s().-]{6,}\d/g, '…')
    .slice(0, MAX_WORDS);

export const isBusy = (status: number): boolean => status === 429 || status === 408 || status >= 500;

export const statusWords = ({ status }: Pick<ExchangeAnswer, 'status'>): string => `answered ${status}`;

export const asForm = (fields: Readonly<Record<string, string>>): string => new URLSearchParams(fields).toString();

export const FORM_HEADERS = {
  'content-type': 'application/x-www-form-urlencoded',
  accept: 'application/json',
} as const;
