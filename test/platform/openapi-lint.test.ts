import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { openApiText } from '../../functions/platform/document.ts';

const CLI = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'callbourse-openapi-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** It asks nobody for news of itself and tells nobody what it read. */
const QUIET = { PATH: process.env.PATH, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

it('the OpenAPI document passes the rules that Redocly recommends, its examples included', async () => {
  const file = join(folder, 'openapi.json');
  writeFileSync(file, openApiText('https://api.example'));
  const lint = [CLI, 'lint', file, '--format', 'json', '--extends', 'recommended', '--max-problems', '20'];
  const run = await promisify(execFile)(process.execPath, lint, { cwd: folder, env: QUIET }).catch((failed) => failed);
  const { totals, problems } = JSON.parse(run.stdout);
  const found = problems.map((each: { message: string; location: unknown }) => [each.message, each.location]);
  expect(totals.errors, JSON.stringify(found, null, 1).slice(0, 4_000)).toBe(0);
});
