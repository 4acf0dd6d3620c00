import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const CLI = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js');

/** It asks nobody for news of itself and tells nobody what it read. */
const QUIET = { PATH: process.env.PATH, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

/** Redoc’s own logo would be fetched from its makers. */
const LOGO = 'https://cdn.redoc.ly/redoc/logo-mini-full.svg';
const NOTHING = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';

/** The reference of an OpenAPI document as one page that asks nobody for anything: scripts and the document are inside. */
export async function buildReference(openApi: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'callbourse-docs-'));
  try {
    const [source, page] = [join(folder, 'openapi.json'), join(folder, 'index.html')];
    await writeFile(source, openApi);
    const build = [CLI, 'build-docs', source, '-o', page, '--inlineBundle', '--title', 'Callbourse API'];
    await promisify(execFile)(process.execPath, build, { cwd: folder, env: QUIET });
    return (await readFile(page, 'utf8')).replaceAll(LOGO, NOTHING);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes the page into a folder, for whoever wants to put it on a server. */
export async function writeReference(openApi: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'index.html');
  await writeFile(file, await buildReference(openApi));
  return file;
}
