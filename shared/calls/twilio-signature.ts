import { getExpectedBodyHash, validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import type { CarrierRequest } from './ports.ts';

/** Twilio sends about forty; more are an attack on the sort. */
const MAX_FORM_FIELDS = 200;

export const FORM = 'application/x-www-form-urlencoded';
export const JSON_BODY = 'application/json';

/**
 * Whether Twilio signed this: HMAC-SHA1 over the URL and the sorted form, or over the URL alone with the JSON body's
 * SHA-256 in it. The library tries the URL with and without its port, since either may be the signed one.
 *
 * Source: https://www.twilio.com/docs/usage/security#validating-requests
 */
export function isSignedByTwilio(request: CarrierRequest, tokens: readonly string[]): boolean {
  const signature = request.header('x-twilio-signature');
  if (!signature || signature.length > 100) return false;
  const params = request.contentType === JSON_BODY ? bodyHashParams(request) : formParams(request.body);
  if (!params) return false;
  return tokens.some((token) => validateRequest(token, signature, request.url, params));
}

/** A JSON body is covered by its hash in the signed query, nothing else: without the right one it is unsigned. */
function bodyHashParams({ url, body }: CarrierRequest): Record<string, never> | undefined {
  const claimed = new URL(url).searchParams.get('bodySHA256');
  return claimed?.toLowerCase() === getExpectedBodyHash(body) ? {} : undefined;
}

/** A name that comes twice is a list: the library signs its distinct values in order. */
function formParams(body: string): Record<string, string | string[]> | undefined {
  const params = new Map<string, string | string[]>();
  let fields = 0;
  for (const [name, value] of new URLSearchParams(body)) {
    fields += 1;
    if (fields > MAX_FORM_FIELDS) return undefined;
    const earlier = params.get(name);
    params.set(name, earlier === undefined ? value : [earlier, value].flat());
  }
  return Object.fromEntries(params);
}
