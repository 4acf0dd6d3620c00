import { readNacha } from './read-nacha.ts';
import { readPain002 } from './read-pain002.ts';

export const RETURN_FORMATS = ['nacha', 'pain.002'] as const;
export type ReturnFormat = (typeof RETURN_FORMATS)[number];

/** One payment that a bank says something about. */
export interface ReturnItem {
  /** The trace or the end-to-end reference under which it was sent. */
  readonly key: string;
  /** `correction`: it went through, but the payee's details must change. */
  readonly kind: 'return' | 'correction';
  readonly code: string;
  /** What came back, where the file says so. */
  readonly amountMinor?: bigint | undefined;
}

export interface ReturnReading {
  readonly items: readonly ReturnItem[];
  /** With any, the file is not used at all. */
  readonly breaches: readonly string[];
}

function readNachaReturns(content: string): ReturnReading {
  const { entries, breaches } = readNacha(content);
  const items: ReturnItem[] = [];
  const wrong = breaches.map(({ line, message }) => `line ${line}: ${message}`);
  for (const { addenda, amountMinor, line } of entries) {
    if (addenda?.kind === 'return') {
      items.push({ key: addenda.originalTrace, kind: 'return', code: addenda.code, amountMinor });
    } else if (addenda?.kind === 'correction') {
      items.push({ key: addenda.originalTrace, kind: 'correction', code: addenda.code });
    } else wrong.push(`line ${line}: is neither a return nor a correction`);
  }
  return { items, breaches: wrong };
}

/** Reads what a bank reports back: NACHA returns and corrections, or a payment status report of ISO 20022. */
export const readReturns = (format: ReturnFormat, content: string): ReturnReading =>
  format === 'nacha' ? readNachaReturns(content) : readPain002(content);
