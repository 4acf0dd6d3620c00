import { createHmac } from 'node:crypto';
import { type EpochMs, MINUTE_MS, SECOND_MS } from '../../kernel/time.ts';
import { isSameSecret } from '../../platform/compare-secrets.ts';
import type { CarrierRequest } from '../ports.ts';

const TOLERANCE_MS = 5 * MINUTE_MS;
/** A sender that rotates its secret signs with both. */
const MAX_SIGNATURES = 5;
/** Base64 follows, as Standard Webhooks writes a symmetric secret; any other text is the key as it is. */
const PREFIX = 'whsec_';

/**
 * Whether a PBX signed this by Standard Webhooks: HMAC-SHA256 over id, time in seconds and raw body, joined by dots.
 *
 * Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function isSignedByPbx(request: CarrierRequest, secrets: readonly string[], nowMs: EpochMs): boolean {
  const id = request.header('webhook-id');
  const stamp = request.header('webhook-timestamp');
  const signatures = (request.header('webhook-signature') ?? '').split(' ').slice(0, MAX_SIGNATURES);
  if (!id || id.length > 100 || !stamp || !/^\d{1,12}$/.test(stamp)) return false;
  if (Math.abs(nowMs - Number(stamp) * SECOND_MS) > TOLERANCE_MS) return false;
  return secrets.some((secret) => {
    const expected = `v1,${pbxSignature(secret, `${id}.${stamp}.${request.body}`)}`;
    return signatures.some((signature) => isSameSecret(signature, expected));
  });
}

export function pbxSignature(secret: string, signed: string): string {
  const key = secret.startsWith(PREFIX) ? Buffer.from(secret.slice(PREFIX.length), 'base64') : secret;
  return createHmac('sha256', key).update(signed).digest('base64');
}
