import { createHmac } from 'node:crypto';
import { isSameSecret } from '../../platform/compare-secrets.ts';
import type { CarrierRequest } from '../ports.ts';

/** Plivo sends about thirty; more are an attack on the sort. */
const MAX_FORM_FIELDS = 200;
/** One per auth token of the account while it is rotated. */
const MAX_SIGNATURES = 5;

/**
 * Whether Plivo signed this: base64 HMAC-SHA256 over the URL, the sorted parameters, `.` and a nonce. Several signatures may
 * come, comma-separated, and any of them counts.
 *
 * Source: https://www.plivo.com/docs/voice/concepts/signature-validation (V3)
 */
export function isSignedByPlivo(request: CarrierRequest, tokens: readonly string[]): boolean {
  const signatures = (request.header('x-plivo-signature-v3') ?? '').split(',').map((each) => each.trim());
  const nonce = request.header('x-plivo-signature-v3-nonce');
  if (!nonce || nonce.length > 100 || signatures.length > MAX_SIGNATURES || !signatures[0]) return false;
  const form = [...new URLSearchParams(request.body)];
  if (form.length > MAX_FORM_FIELDS) return false;
  const signed = plivoText(request.url, form, nonce);
  return tokens.some((token) => {
    const expected = createHmac('sha256', token).update(signed).digest('base64');
    return signatures.some((signature) => isSameSecret(signature, expected));
  });
}

type Pairs = readonly (readonly [string, string])[];

/** What is signed of a POST: the sorted query joined as it was, a dot, and the sorted form with nothing between. */
export function plivoText(url: string, form: Pairs, nonce: string): string {
  const { protocol, host, pathname, searchParams } = new URL(url);
  const query = sorted([...searchParams])
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const mark = query !== '' || form.length > 0 ? '?' : '';
  const dot = query !== '' && form.length > 0 ? '.' : '';
  const fields = sorted(form)
    .map(([name, value]) => name + value)
    .join('');
  return `${protocol}//${host}${pathname}${mark}${query}${dot}${fields}.${nonce}`;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const sorted = (pairs: Pairs): Pairs => [...pairs].sort(([a, x], [b, y]) => compare(a, b) || compare(x, y));
