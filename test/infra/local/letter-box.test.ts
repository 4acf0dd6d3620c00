import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveAwsEndpoint } from '../../../infra/local/http/aws-endpoint.ts';
import { letterBox } from '../../../infra/local/http/letter-box.ts';
import { emptyPlan } from '../../../infra/local/plan.ts';
import { sesLetters } from '../../../shared/reporting/scheduled/ses-letters.ts';

const stateDir = mkdtempSync(join(tmpdir(), 'callbourse-letters-'));
const said: string[] = [];
let server: Server;
let endpoint: string;

beforeAll(async () => {
  const box = letterBox(stateDir, (line) => said.push(line));
  ({ server, endpoint } = await serveAwsEndpoint(emptyPlan(), box));
});
afterAll(() => {
  server.close();
  rmSync(stateDir, { recursive: true });
});

const client = () =>
  new SESv2Client({
    ...{ endpoint, region: 'us-east-1', maxAttempts: 1 },
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

it('turns each mail that a function sends into two files, and says where without saying to whom', async () => {
  const letters = sesLetters(client(), 'reports@callbourse.example');
  const mail = {
    to: 'ada@example.com',
    leaveUrl: 'https://api.example/reports/unsubscribe/x',
    subject: 'Zürich: March 2',
    html: '<p>5</p>',
    text: '5\n',
  };
  await letters.send(mail);
  await letters.send({ ...mail, html: `<p>${'x'.repeat(200_000)}</p>` });
  const dir = join(stateDir, 'letters');
  expect(readdirSync(dir).sort()).toEqual(['0001.html', '0001.txt', '0002.html', '0002.txt']);
  expect(readFileSync(join(dir, '0001.html'), 'utf8')).toBe('<p>5</p>');
  expect(readFileSync(join(dir, '0001.txt'), 'utf8')).toBe(
    [
      ...['From: reports@callbourse.example', 'To: ada@example.com', 'Subject: Zürich: March 2'],
      ...['Auto-Submitted: auto-generated', 'List-Unsubscribe: <https://api.example/reports/unsubscribe/x>'],
      ...['List-Unsubscribe-Post: List-Unsubscribe=One-Click', '', '5', ''],
    ].join('\n'),
  );
  expect(said).toHaveLength(2);
  expect(said.join()).not.toContain('@example.com');
});

it('refuses a mail to nobody, and keeps none of it', async () => {
  const letters = sesLetters(client(), 'reports@callbourse.example');
  await expect(letters.send({ to: '', subject: 'x', html: '', text: '', leaveUrl: '' })).rejects.toThrow(
    'input not understood',
  );
  expect(readdirSync(join(stateDir, 'letters'))).toHaveLength(4);
});
