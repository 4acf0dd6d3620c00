// Plain JavaScript for whatever Node is on the host: it runs before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const STAMP = join(ROOT, 'node_modules', '.callbourse-lock');
const MIN_NODE_MAJOR = 20;
const PROGRESS_MS = 5_000;
const MAX_OUTPUT_CHARACTERS = 4_000;

const [major] = process.versions.node.split('.').map(Number);
if (major < MIN_NODE_MAJOR)
  fail(`Callbourse needs Node ${MIN_NODE_MAJOR} or newer to start; this is ${process.version}`);

const wanted = createHash('sha256')
  .update(readFileSync(join(ROOT, 'package-lock.json')))
  .update(`${process.platform}-${process.arch}`)
  .digest('hex');

if (!isStamped()) {
  if (!isAlreadyThere()) {
    hintForOtherSystems();
    await install();
  }
  writeFileSync(STAMP, `${wanted}\n`);
}

function isStamped() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8').trim() === wanted;
}

/** True when somebody ran npm themselves: npm's own note of what it installed agrees with the lock file. */
function isAlreadyThere() {
  const noteFile = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(noteFile)) return false;
  const installed = JSON.parse(readFileSync(noteFile, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(locked).every(([path, entry]) => {
    // Optional packages are left out on systems they are not built for; the root is the project itself.
    if (path === '' || entry.optional || entry.devOptional) return true;
    return installed[path]?.version === entry.version && existsSync(join(ROOT, path));
  });
}

function hintForOtherSystems() {
  if (process.platform === 'linux' && process.arch === 'x64') return;
  process.stdout.write(
    `The embedded DynamoDB engine is built for linux-x64; this is ${process.platform}-${process.arch}.\n` +
      "Start a DynamoDB engine of your own (for example Amazon's DynamoDB Local) and set\n" +
      'CALLBOURSE_DYNAMODB_ENDPOINT, for example http://127.0.0.1:8000\n',
  );
}

async function install() {
  const startedMs = Date.now();
  const seconds = () => Math.round((Date.now() - startedMs) / 1000);
  process.stdout.write('installing dependencies\n');
  const timer = setInterval(() => process.stdout.write(`installing dependencies: ${seconds()} s\n`), PROGRESS_MS);
  let result = await npm('ci');
  // `npm ci` refuses a lock file without the optional packages of other systems, which a registry mirror may not carry. What this
  // system needs is locked all the same: `npm install --no-save` takes just that and leaves the lock file alone.
  if (result.code !== 0 && result.output.includes('EUSAGE')) result = await npm('install', '--no-save');
  clearInterval(timer);
  if (result.code !== 0) fail(`npm could not install the dependencies:\n${result.output}`);
  process.stdout.write(`dependencies are installed (${seconds()} s)\n`);
}

/** Runs npm in the project and keeps the beginning of what it prints: the reason comes before the usage. */
function npm(...args) {
  return new Promise((resolve) => {
    const child = spawn('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: ROOT,
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk) => {
      output = `${output}${chunk}`.slice(0, MAX_OUTPUT_CHARACTERS);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
