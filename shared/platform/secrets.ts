import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type Clock, MINUTE_MS } from '../kernel/time.ts';

/** Reads a secret; the newest value first, then the one before it, so that a rotation never refuses a valid signature. */
export type SecretReader = () => Promise<readonly [current: string, ...previous: string[]]>;

/** A rotated secret is picked up within five minutes by every warm container. */
const CACHE_MS = 5 * MINUTE_MS;

export function secretReader(arn: string, clock: Clock, client = new SecretsManagerClient({})): SecretReader {
  let cached: { readonly values: readonly [string, ...string[]]; readonly untilMs: number } | undefined;
  return async () => {
    if (cached && cached.untilMs > clock.nowMs()) return cached.values;
    const current = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    if (!current.SecretString) throw new Error('the secret holds no string');
    const previous = await client
      .send(new GetSecretValueCommand({ SecretId: arn, VersionStage: 'AWSPREVIOUS' }))
      .then((answer) => answer.SecretString)
      .catch((error: unknown) => {
        // A secret that was never rotated has no previous version.
        if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
        throw error;
      });
    const values: [string, ...string[]] = previous ? [current.SecretString, previous] : [current.SecretString];
    cached = { values, untilMs: clock.nowMs() + CACHE_MS };
    return values;
  };
}
