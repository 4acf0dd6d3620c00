import { parseArgs } from 'node:util';
import { startDynamo } from '../../test/support/start-engines.ts';
import { measureRun, type RunResult, type Size } from './one-run.ts';
import { summaryOf, tableOf } from './summary.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    entries: { type: 'string', default: '1000000' },
    publishers: { type: 'string', default: '30000' },
  },
});

/** A small machine's run, a tenth and the whole: as many entries a publisher in each. */
const SHARES = [0.01, 0.1, 1];
const MIN_PUBLISHERS = 10;

const sizes = SHARES.map(
  (share): Size => ({
    entries: Math.max(1, Math.round(Number(values.entries) * share)),
    publishers: Math.max(MIN_PUBLISHERS, Math.round(Number(values.publishers) * share)),
  }),
);
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const results: RunResult[] = [];
for (const size of sizes) {
  const engine = await startDynamo();
  try {
    results.push(await measureRun(engine.endpoint, size, say));
  } finally {
    engine.stop();
  }
}
const summary = summaryOf(results);
console.log(values.json ? JSON.stringify(summary) : tableOf(summary));
if (!summary.holds) process.exitCode = 1;
