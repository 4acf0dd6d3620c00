import { createHash, timingSafeEqual } from 'node:crypto';

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether two secrets are the same, in a time that tells nothing of either. */
export const isSameText = (a: string, b: string): boolean => timingSafeEqual(digestOf(a), digestOf(b));
