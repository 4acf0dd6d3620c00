import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { EpochMs } from '../kernel/time.ts';
import type { ApprovalLimit, Role, Scope } from '../platform/http/principal.ts';

/** A key as we keep it: enough to check one, not enough to make one. */
export interface ApiKey {
  /** Public: named in lists, audit and the four-eyes check. */
  readonly keyId: string;
  /** SHA-256 of the whole key, hex. Plain SHA-256 is enough: 256 random bits can't be guessed from their hash. */
  readonly hash: string;
  readonly role: Role;
  /** The advertiser, publisher or setter it speaks for; the person for finance and operators. */
  readonly subjectId: string;
  /** Whom a setter sets for. */
  readonly publisherId?: string | undefined;
  readonly scopes: readonly Scope[];
  readonly label: string;
  /** The offers it may bring leads to; all of them when absent. */
  readonly offerIds?: readonly string[] | undefined;
  readonly approvalLimits?: readonly ApprovalLimit[] | undefined;
  readonly createdAtMs: EpochMs;
  readonly revokedAtMs?: EpochMs;
}

const PREFIX = 'cb_live_';

/** What a scanner for leaked secrets can look for, and where the key's own id stands in it: all but the last 43 characters. */
const SHAPE = /^cb_live_([A-Za-z0-9_-]{1,40})_[A-Za-z0-9_-]{43}$/;

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** A new secret for a key id: `cb_live_<id>_<256 random bits>`. Shown once, kept as its hash. */
export function mintKey(keyId: string): { readonly key: string; readonly hash: string } {
  const key = `${PREFIX}${keyId.slice('key_'.length)}_${randomBytes(32).toString('base64url')}`;
  return { key, hash: hashOf(key) };
}

/** Which key a presented text claims to be; undefined for text of another shape. */
export function keyIdOf(presented: string): string | undefined {
  const id = SHAPE.exec(presented)?.[1];
  return id === undefined ? undefined : `key_${id}`;
}

/** In constant time, so that answers do not tell how much of a guess was right. */
export const isSecret = (presented: string, expectedHash: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(presented), 'hex'), Buffer.from(expectedHash, 'hex'));

/** Hashing both sides makes the lengths equal and the comparison constant. */
export const isSameSecret = (presented: string, expected: string): boolean => isSecret(presented, hashOf(expected));
