import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { sha256Hex } from '../kernel/ids.ts';
import type { SecretReader } from './secrets.ts';

/** Encrypts small secrets at rest. `purpose` is bound to the text: what was sealed for one thing opens for no other. */
export interface Cipher {
  seal(text: string, purpose: string): Promise<string>;
  /** @throws Error when it was changed, sealed for another purpose, or under a key that two rotations removed. */
  open(sealed: string, purpose: string): Promise<string>;
}

/** For what handles sealed text without the right to open it. */
export const NO_CIPHER: Cipher = {
  seal: () => Promise.reject(new Error('this function has no data key')),
  open: () => Promise.reject(new Error('this function has no data key')),
};

const VERSION = 'v1';
const MAX_TEXT_BYTES = 4_096;

interface DataKey {
  readonly keyId: string;
  readonly key: Buffer;
}

/** The secret is text of any length; HKDF (RFC 5869) makes an even 256-bit key of it. */
function dataKey(secret: string): DataKey {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'callbourse data key', 32));
  return { keyId: sha256Hex(key).slice(0, 8), key };
}

const fromBase64 = (part: string): Buffer => Buffer.from(part, 'base64url');

/**
 * AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce, under the secret's current value; opens what was sealed under
 * the value before as well. Sealed text: `v1.<key id>.<nonce>.<tag>.<ciphertext>`.
 */
export function aesCipher(secret: SecretReader): Cipher {
  const additional = (purpose: string, keyId: string): Buffer => Buffer.from(`${VERSION}.${keyId}.${purpose}`);
  return {
    async seal(text, purpose) {
      const bytes = Buffer.from(text, 'utf8');
      if (bytes.length > MAX_TEXT_BYTES) throw new Error('too long to seal');
      const { keyId, key } = dataKey((await secret())[0]);
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(additional(purpose, keyId));
      const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
      const parts = [nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'));
      return [VERSION, keyId, ...parts].join('.');
    },
    async open(sealed, purpose) {
      const [version, keyId, nonce, tag, body, ...rest] = sealed.split('.');
      if (version !== VERSION || !keyId || !nonce || !tag || body === undefined || rest.length > 0) {
        throw new Error('the sealed text is malformed');
      }
      const known = (await secret()).map(dataKey).find((candidate) => candidate.keyId === keyId);
      if (!known) throw new Error(`the data key ${keyId} is gone: it was rotated away twice`);
      const decipher = createDecipheriv('aes-256-gcm', known.key, fromBase64(nonce), { authTagLength: 16 })
        .setAAD(additional(purpose, keyId))
        .setAuthTag(fromBase64(tag));
      return Buffer.concat([decipher.update(fromBase64(body)), decipher.final()]).toString('utf8');
    },
  };
}
