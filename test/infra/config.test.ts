import { describe, expect, it } from 'vitest';
import { readStageConfig } from '../../infra/config.ts';

describe('the stage config', () => {
  it('is dev with usable defaults when nothing is said', () => {
    const config = readStageConfig({});
    expect(config).toMatchObject({ stage: 'dev', networkZone: 'America/New_York', retainData: false });
    expect(config.publicUrl).toBeUndefined();
  });

  it('treats a stage it does not know as carefully as production', () => {
    expect(readStageConfig({ CALLBOURSE_STAGE: 'prod' }).retainData).toBe(true);
    expect(readStageConfig({ CALLBOURSE_STAGE: 'staging' }).retainData).toBe(true);
  });

  it('gives the local stage the address it is served at', () => {
    expect(readStageConfig({ CALLBOURSE_STAGE: 'local' }).publicUrl).toBe('http://127.0.0.1:4000');
    expect(readStageConfig({ CALLBOURSE_STAGE: 'local', CALLBOURSE_PORT: '4567' }).publicUrl).toBe(
      'http://127.0.0.1:4567',
    );
  });

  it('lets the command line win over the environment, and the environment over the stage', () => {
    const env = { CALLBOURSE_STAGE: 'prod', CALLBOURSE_LOG_RETENTION_DAYS: '90', CALLBOURSE_RETAIN_DATA: 'false' };
    const context: Record<string, unknown> = { stage: 'dev', logRetentionDays: '14' };
    const config = readStageConfig(env, (key) => context[key]);
    expect(config).toMatchObject({ stage: 'dev', logRetentionDays: 14, retainData: false });
  });

  it.each([
    ['stage', { CALLBOURSE_STAGE: 'My Stage' }],
    ['account', { CALLBOURSE_ACCOUNT: '12' }],
    ['region', { CALLBOURSE_REGION: 'the moon' }],
    ['networkZone', { CALLBOURSE_NETWORK_ZONE: 'Mars/Olympus' }],
    ['networkZone', { CALLBOURSE_NETWORK_ZONE: '+02:00' }],
    ['publicUrl', { CALLBOURSE_PUBLIC_URL: 'https://example.com/' }],
    ['publicUrl', { CALLBOURSE_PUBLIC_URL: 'ftp://example.com' }],
    ['logLevel', { CALLBOURSE_LOG_LEVEL: 'loud' }],
    ['logRetentionDays', { CALLBOURSE_LOG_RETENTION_DAYS: '8' }],
    ['alarmEmail', { CALLBOURSE_ALARM_EMAIL: 'nobody' }],
    ['signInIssuer', { CALLBOURSE_SIGN_IN_ISSUER: 'http://people.example', CALLBOURSE_SIGN_IN_CLIENT_ID: 'console' }],
    ['signInClientId', { CALLBOURSE_SIGN_IN_CLIENT_ID: 'console' }],
    ['retainData', { CALLBOURSE_RETAIN_DATA: 'perhaps' }],
    ['apiRequestsPerSecond', { CALLBOURSE_API_REQUESTS_PER_SECOND: '0' }],
    ['apiBurstRequests', { CALLBOURSE_API_BURST_REQUESTS: '1.5' }],
    ['mailSender', { CALLBOURSE_MAIL_SENDER: 'Reports <reports@example.com>' }],
    ['payoutSchedule', { CALLBOURSE_PAYOUT_SCHEDULE: 'on Mondays' }],
  ])('names %s when it is bad, and where it is set', (field, env) => {
    const [variable] = Object.keys(env);
    expect(() => readStageConfig(env)).toThrow(`${field} (${variable} or -c ${field}=…)`);
  });

  it('names every bad field at once', () => {
    const env = { CALLBOURSE_LOG_LEVEL: 'loud', CALLBOURSE_ALARM_EMAIL: 'nobody' };
    expect(() => readStageConfig(env)).toThrow(/logLevel.*\n.*alarmEmail/);
  });
});
