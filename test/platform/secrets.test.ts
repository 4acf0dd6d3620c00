import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../shared/kernel/time.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { TestClock } from '../support/clock.ts';

const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:callbourse/test/lease-token';
const secrets = mockClient(SecretsManagerClient);

const holds = (current: string, previous?: string): void => {
  secrets.on(GetSecretValueCommand, { SecretId: ARN }).resolves({ SecretString: current });
  const before = secrets.on(GetSecretValueCommand, { SecretId: ARN, VersionStage: 'AWSPREVIOUS' });
  if (previous) before.resolves({ SecretString: previous });
  else before.rejects(new ResourceNotFoundException({ message: 'no such version', $metadata: {} }));
};

beforeEach(() => secrets.reset());

describe('a secret', () => {
  it('that was rotated is read with the value before it, the newest first', async () => {
    holds('new', 'old');
    expect(await secretReader(ARN, new TestClock())()).toEqual(['new', 'old']);
  });

  it('that was never rotated is read alone', async () => {
    holds('only');
    expect(await secretReader(ARN, new TestClock())()).toEqual(['only']);
  });

  it('is asked for again after five minutes, not before', async () => {
    const clock = new TestClock();
    holds('first');
    const read = secretReader(ARN, clock);
    await read();
    holds('second', 'first');
    clock.advance(5 * MINUTE_MS - 1);
    expect(await read()).toEqual(['first']);
    clock.advance(1);
    expect(await read()).toEqual(['second', 'first']);
  });

  it('is a failure, not an empty key, where the service does not answer for the previous value', async () => {
    secrets.on(GetSecretValueCommand).resolves({ SecretString: 'new' });
    secrets
      .on(GetSecretValueCommand, { SecretId: ARN, VersionStage: 'AWSPREVIOUS' })
      .rejects(Object.assign(new Error('slow down'), { name: 'ThrottlingException' }));
    await expect(secretReader(ARN, new TestClock())()).rejects.toThrow('slow down');
  });

  it('without a string is refused', async () => {
    secrets.on(GetSecretValueCommand).resolves({ SecretBinary: new Uint8Array([1]) });
    await expect(secretReader(ARN, new TestClock())()).rejects.toThrow('no string');
  });
});
