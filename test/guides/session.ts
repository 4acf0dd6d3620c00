import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../infra/local/engines/free-port.ts';
import { type Block, ROOT } from './markdown.ts';

const FETCHING_CURL = fileURLToPath(new URL('fetching-curl.ts', import.meta.url));
const SHOWN_CHARACTERS = 3_000;
/** A guide takes seconds; one that waits for what never comes is ended, and says where it stood. */
const SESSION_MS = 480_000;

/** What the guides write, and what stands in its place here: the app and the receiver of webhooks have ports of their own. */
const GUIDES_APP = '127.0.0.1:4000';
const GUIDES_RECEIVER = '9099';

/** The word behind the fence of a block whose last command shows a refusal. */
export const REFUSED = 'refused';

/**
 * A shell that ends at the first command that fails, as no reader's does but every reader wishes. An answer of 400 or above is a
 * failure; what was asked and answered is kept for the report. Commands of npm run in the project, wherever the shell stands.
 */
const opening = (curl: string): string => `set -euo pipefail
curl() { ${curl} "$@" | tee -a "$ANSWERS"; }
npm() { command npm --prefix "$PROJECT" "$@"; }
`;

const REAL_CURL = `command curl --fail-with-body --max-time 120 --write-out '%{stderr}%{http_code} %{method} %{url_effective}\\n'`;

/** The machine's own curl; where there is none, or one of before 2021, what the guides ask of it by `fetch`. */
function pickCurl(): string {
  const { status } = spawnSync('curl', ['--fail-with-body', '--version'], { stdio: 'ignore' });
  return status === 0 ? REAL_CURL : `"$NODE" "$FETCHING_CURL"`;
}

export interface SessionResult {
  /** Nothing where every command succeeded; else the block that failed, with what was asked and answered. */
  readonly failure: string | undefined;
  /** What each block wrote, by where it is. */
  readonly written: ReadonlyMap<string, string>;
}

/** The block's commands; one that shows a refusal is to be refused. Its answers go to a file of its own. */
function inScript({ at, words, text }: Block, index: number): string {
  const commands = `{\n${text}\n} > ${index}.written`;
  const told = `echo '@ ${at}' >&2\n`;
  if (!words.includes(REFUSED)) return `${told}${commands}\n`;
  return `${told}if ${commands}; then echo 'was not refused' >&2; exit 1; fi\n`;
}

/** Runs blocks one after the other in one shell, in a folder that is thrown away, against the app at `url`. */
export async function runSession(url: string, blocks: readonly Block[]): Promise<SessionResult> {
  const folder = mkdtempSync(join(tmpdir(), 'callbourse-guide-'));
  const inFolder = (name: string): string => join(folder, name);
  const receiver = String(await freePort());
  const script = blocks
    .map(inScript)
    .join('')
    .replaceAll(GUIDES_APP, new URL(url).host)
    .replaceAll(GUIDES_RECEIVER, receiver);

  writeFileSync(inFolder('guide.sh'), opening(pickCurl()) + script);
  const log = openSync(inFolder('log'), 'w');
  const shell = spawn('bash', ['guide.sh'], {
    cwd: folder,
    // A group of its own: a receiver that a guide leaves in the background ends with it.
    detached: true,
    stdio: ['ignore', log, log],
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      CALLBOURSE_PORT: new URL(url).port,
      PROJECT: ROOT,
      NODE: process.execPath,
      FETCHING_CURL,
      ANSWERS: inFolder('answers'),
    },
  });
  const tooLong = setTimeout(() => endGroup(shell.pid), SESSION_MS);
  const [code] = (await once(shell, 'exit')) as [number | null];
  clearTimeout(tooLong);
  endGroup(shell.pid);
  closeSync(log);

  const read = (name: string): string => {
    try {
      return readFileSync(inFolder(name), 'utf8');
    } catch {
      return '';
    }
  };
  const failure =
    code === 0
      ? undefined
      : `${code === null ? 'it took too long' : `exit ${code}`}\n${read('log').slice(-SHOWN_CHARACTERS)}\nlast answer:\n${read('answers').slice(-SHOWN_CHARACTERS)}`;
  const written = new Map(blocks.map(({ at }, index) => [at, read(`${index}.written`)]));
  rmSync(folder, { recursive: true, force: true });
  return { failure, written };
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody is left in it.
  }
}
