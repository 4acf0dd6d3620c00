import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from './fixture.ts';

const SCRIPT = fileURLToPath(new URL('../../../infra/local/ensure-installed.mjs', import.meta.url));
const LOCK = {
  packages: { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0', optional: true } },
};
const folders: ReturnType<typeof temporaryFolder>[] = [];
let root: string;

/** A project of its own, with an `npm` that only notes that it was called. */
beforeEach(() => {
  const folder = temporaryFolder();
  folders.push(folder);
  root = folder.path;
  mkdirSync(join(root, 'infra/local'), { recursive: true });
  mkdirSync(join(root, 'bin'));
  copyFileSync(SCRIPT, join(root, 'infra/local/ensure-installed.mjs'));
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify(LOCK));
  fakeNpm('mkdir -p node_modules && echo run >> npm-runs');
});
afterAll(() => {
  for (const folder of folders) folder.remove();
});

function fakeNpm(body: string): void {
  writeFileSync(join(root, 'bin/npm'), `#!/bin/sh\n${body}\n`);
  chmodSync(join(root, 'bin/npm'), 0o755);
}
function ensure(): { status: number | null; output: string } {
  const env = { ...process.env, PATH: `${join(root, 'bin')}:${process.env.PATH}` };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'infra/local/ensure-installed.mjs')], {
    env,
  });
  return { status, output: `${stdout}${stderr}` };
}
const runs = (): number =>
  existsSync(join(root, 'npm-runs')) ? readFileSync(join(root, 'npm-runs'), 'utf8').split('run').length - 1 : 0;

test('installs once, says so, and is silent from then on', () => {
  expect(ensure().output).toContain('installing dependencies');
  expect(ensure()).toEqual({ status: 0, output: '' });
  expect(runs()).toBe(1);
});

test('installs again when the lock file has changed', () => {
  ensure();
  writeFileSync(
    join(root, 'package-lock.json'),
    JSON.stringify({ packages: { '': {}, 'node_modules/c': { version: '1.0.0' } } }),
  );
  ensure();
  expect(runs()).toBe(2);
});

test('leaves alone what the person installed with npm themselves', () => {
  mkdirSync(join(root, 'node_modules/a'), { recursive: true });
  writeFileSync(
    join(root, 'node_modules/.package-lock.json'),
    JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } }),
  );
  expect(ensure()).toEqual({ status: 0, output: '' });
  expect(runs()).toBe(0);
});

test('a failing install shows what npm said and does not count as done', () => {
  fakeNpm('echo "no network" >&2; exit 7');
  const { status, output } = ensure();
  expect(status).toBe(1);
  expect(output).toContain('no network');
  fakeNpm('mkdir -p node_modules && echo run >> npm-runs');
  expect(ensure().status).toBe(0);
  expect(runs()).toBe(1);
});

test('a lock file without the packages of other systems, which npm ci refuses, still installs what is locked', () => {
  const refuse = 'if [ "$1" = ci ]; then echo "npm error code EUSAGE" >&2; exit 1; fi';
  fakeNpm(`${refuse}; mkdir -p node_modules && echo "run $*" >> npm-runs`);
  expect(ensure().status).toBe(0);
  expect(readFileSync(join(root, 'npm-runs'), 'utf8')).toMatch(/^run install --no-save /);
  expect(ensure()).toEqual({ status: 0, output: '' });
});

test('is plain JavaScript that the host can run before anything is installed', () => {
  expect(() => execFileSync(process.execPath, ['--check', SCRIPT])).not.toThrow();
  expect(readFileSync(SCRIPT, 'utf8')).not.toMatch(/from '(?!node:)/);
});
