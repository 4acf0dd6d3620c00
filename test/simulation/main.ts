import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { findPlanted } from './find-planted.ts';
import { PLANTED } from './planted.ts';
import { shrink } from './shrink.ts';
import type { Played, Share } from './worker.ts';

const USAGE = 'npm run sim -- [--seeds N] [--first S] [--json] | --planted';
const MAX_WORKERS = 8;
const MAX_SEEDS = 10_000_000;

/** A whole number from 1; ends the program with the usage for anything else. */
function count(text: string, name: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= MAX_SEEDS) return value;
  console.error(`--${name} must be a whole number from 1 to ${MAX_SEEDS}\n${USAGE}`);
  process.exit(2);
}

function readOptions() {
  try {
    const options = { seeds: { type: 'string', default: '200' }, first: { type: 'string', default: '1' } } as const;
    const { values } = parseArgs({
      options: { ...options, json: { type: 'boolean', default: false }, planted: { type: 'boolean', default: false } },
    });
    return {
      seeds: count(values.seeds, 'seeds'),
      first: count(values.first, 'first'),
      isJson: values.json,
      isPlanted: values.planted,
    };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${USAGE}`);
    process.exit(2);
  }
}

/** Plays one worker's share; `told` hears of each seed. */
const play = (share: Share, told: (played: Played) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: share });
    worker.on('message', told);
    worker.on('error', reject);
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))));
  });

/** The story of the first seed that broke a rule, as short as it can be told. */
async function tell(seed: number): Promise<void> {
  const shrunk = await shrink({ seed });
  if (!shrunk) throw new Error(`seed ${seed} broke a rule in a worker, and does not here`);
  for (const line of shrunk.trace) console.error(line);
  console.error(`\nseed ${seed}: ${shrunk.violation.what}`);
  console.error(`needed: ${shrunk.needed.join(', ') || 'nothing'}`);
  console.error(`faults: ${shrunk.faults.join('; ') || 'none'}`);
}

/** Breaks each rule on purpose, and says which seed noticed. */
async function tellPlanted(first: number): Promise<void> {
  for (const planted of PLANTED) {
    const found = await findPlanted(planted, first);
    console.log(
      `${planted.name}: ${found ? `seed ${found.seed}: ${found.what}` : `NOT FOUND in ${planted.within} seeds`}`,
    );
    if (!found) process.exitCode = 1;
  }
}

const { seeds, first, isJson, isPlanted } = readOptions();
if (isPlanted) {
  await tellPlanted(first);
  process.exit();
}
const workers = Math.min(seeds, availableParallelism(), MAX_WORKERS);
const broken: Played[] = [];
let events = 0;
const hear = (played: Played): void => {
  events += played.events;
  if (played.violations.length > 0) broken.push(played);
};
const last = first + seeds - 1;
await Promise.all(
  Array.from({ length: workers }, (_, index) => play({ first: first + index, last, step: workers }, hear)),
);
const violations = broken.reduce((sum, played) => sum + played.violations.length, 0);
if (isJson) console.log(JSON.stringify({ seeds, events, violations }));
else console.log(`${seeds} seeds, ${events} events, ${violations} broken promises`);
const [worst] = broken.sort((a, b) => a.seed - b.seed);
if (worst) {
  console.error(`broken in seeds ${broken.map(({ seed }) => seed).join(', ')}`);
  await tell(worst.seed);
  process.exitCode = 1;
}
