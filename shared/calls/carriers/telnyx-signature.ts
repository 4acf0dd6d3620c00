import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { type EpochMs, MINUTE_MS, SECOND_MS } from '../../kernel/time.ts';
import type { CarrierRequest } from '../ports.ts';

/** Older or newer than this is a replay, or a clock that is wrong. */
const TOLERANCE_MS = 5 * MINUTE_MS;

/** What stands before the 32 bytes of a raw Ed25519 key in its DER form (RFC 8410). */
const DER_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/**
 * Whether Telnyx signed this: Ed25519 over `timestamp|rawBody`, in base64, with the time in whole seconds. The secrets are the
 * account's public key as the portal shows it (base64 of 32 bytes); during a rotation the key before it as well.
 *
 * Source: https://developers.telnyx.com/development/api-fundamentals/webhooks/receiving-webhooks
 */
export function isSignedByTelnyx(request: CarrierRequest, publicKeys: readonly string[], nowMs: EpochMs): boolean {
  const stamp = request.header('telnyx-timestamp');
  const signature = request.header('telnyx-signature-ed25519');
  if (!stamp || !signature || !/^\d{1,12}$/.test(stamp)) return false;
  if (Math.abs(nowMs - Number(stamp) * SECOND_MS) > TOLERANCE_MS) return false;
  const bytes = Buffer.from(signature, 'base64');
  if (bytes.length !== SIGNATURE_BYTES) return false;
  const signed = Buffer.from(`${stamp}|${request.body}`);
  return publicKeys.some((text) => {
    const key = keyOf(text);
    return key !== undefined && verify(null, signed, key, bytes);
  });
}

/** Undefined for what is no key, such as the value a secret starts with: then nothing verifies. */
function keyOf(text: string): KeyObject | undefined {
  const raw = Buffer.from(text, 'base64');
  if (raw.length !== KEY_BYTES) return undefined;
  return createPublicKey({ key: Buffer.concat([DER_PREFIX, raw]), format: 'der', type: 'spki' });
}
