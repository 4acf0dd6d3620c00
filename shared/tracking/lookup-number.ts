import { parsePhone } from '../kernel/phone.ts';
import type { TrackingNumber } from './model.ts';
import type { NumberReader } from './ports.ts';

/**
 * The tracking number that a carrier or a page means, however it wrote it: `+1 217-555-0142`, `12175550142`,
 * `(217) 555-0142`. Undefined for a number the network does not own, and for what is no number at all.
 */
export async function lookupNumber(numbers: NumberReader, text: string): Promise<TrackingNumber | undefined> {
  const number = parsePhone(text);
  return number === undefined ? undefined : numbers.number(number);
}
