import { createHmac } from 'node:crypto';
import { type EpochMs, SECOND_MS } from '../../kernel/time.ts';

/** Base64 after this prefix, as Standard Webhooks writes a symmetric secret; any other text is used as it is. */
const PREFIX = 'whsec_';

const keyOf = (secret: string): Buffer =>
  secret.startsWith(PREFIX) ? Buffer.from(secret.slice(PREFIX.length), 'base64') : Buffer.from(secret, 'utf8');

/**
 * Headers that prove who sent a body, and when: one signature for each secret that is live, so that a receiver may change
 * its own whenever it likes.
 *
 * Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signMessage(
  secrets: readonly string[],
  messageId: string,
  body: string,
  atMs: EpochMs,
): Record<string, string> {
  const timestamp = String(Math.floor(atMs / SECOND_MS));
  const sign = (secret: string): string =>
    createHmac('sha256', keyOf(secret)).update(`${messageId}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': messageId,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => `v1,${sign(secret)}`).join(' '),
  };
}
