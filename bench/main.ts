import { parseArgs } from 'node:util';
import { roadWorld } from '../test/road/world.ts';
import { startDynamo } from '../test/support/start-engines.ts';
import { answer, assign, judge, POOL_NUMBERS, settle } from './calls.ts';
import { conditionalWrite } from './floor.ts';
import { weighFunctions } from './functions.ts';
import { submit } from './leads.ts';
import { type Measured, measure } from './measure.ts';
import { INCLUDED } from './prices.ts';
import { measureRun } from './run.ts';
import { tableOf } from './table.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Every verb on one engine, one after the other. */
async function measureVerbs(endpoint: string): Promise<Measured[]> {
  const road = await roadWorld({ endpoint, numbers: POOL_NUMBERS });
  const floor = conditionalWrite(road);
  const results: Measured[] = [];
  for (const bench of [assign, answer, settle, submit, judge]) {
    say(`measuring ${bench.name}`);
    results.push(await measure(road, floor, await bench(road)));
  }
  say('measuring run: 100,000 entries are loaded first');
  results.push(await measureRun(road));
  return results;
}

const engine = await startDynamo();
try {
  const verbs = await measureVerbs(engine.endpoint);
  say('weighing and loading the functions');
  const functions = await weighFunctions();
  const result = { verbs, functions, included: INCLUDED };
  console.log(values.json ? JSON.stringify(result) : tableOf(result));
} finally {
  engine.stop();
}
