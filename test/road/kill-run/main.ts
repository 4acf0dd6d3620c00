import { parseArgs } from 'node:util';
import { killRun } from './kill-run.ts';

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    publishers: { type: 'string', default: '400' },
    life: { type: 'string', default: '2500' },
    json: { type: 'boolean', default: false },
  },
});

/** Entries of each publisher in each of the two weeks. */
const ENTRIES_EACH = 2;

const publishers = Number(values.publishers);
const startMs = performance.now();
const result = await killRun({
  times: Number(values.times),
  seed: Number(values.seed),
  publishers,
  entries: publishers * ENTRIES_EACH,
  lifeMs: Number(values.life),
  say: (line) => void process.stderr.write(`${line}\n`),
});
const seconds = Math.round((performance.now() - startMs) / 1_000);
console.log(values.json ? JSON.stringify({ ...result, seconds }) : { ...result, seconds });
if (!result.isSame || !result.tiesOut) process.exitCode = 1;
