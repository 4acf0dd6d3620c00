import { XMLBuilder } from 'fast-xml-parser';
import type { VoiceAnswer } from '../ports.ts';

/** An element for the builder's ordered form. */
export type Element = Readonly<Record<string, unknown>>;

const builder = new XMLBuilder({ preserveOrder: true, ignoreAttributes: false, suppressEmptyNode: true });

/** Attributes that are absent are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>> = {},
  children: readonly Element[] | string = [],
): Element {
  const told = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return {
    [name]: typeof children === 'string' ? [{ '#text': children }] : children,
    ':@': Object.fromEntries(told.map(([key, value]) => [`@_${key}`, String(value)])),
  };
}

/** A `<Response>` of these verbs, as every carrier that is told what to do in XML wants it. */
export const xmlAnswer = (verbs: readonly Element[]): VoiceAnswer => ({
  contentType: 'text/xml; charset=utf-8',
  body: `<?xml version="1.0" encoding="UTF-8"?>${builder.build([element('Response', {}, verbs)])}`,
});
