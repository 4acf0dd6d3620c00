import { toDecimal } from '../../../shared/kernel/money.ts';
import { runningApp } from './app.ts';
import { api, until } from './http.ts';
import { MODELS } from './models/all.ts';
import type { DemoModel } from './models/model.ts';
import type { DemoNetwork } from './network.ts';
import { readOptions } from './options.ts';
import { type DemoResult, resultOf } from './result.ts';
import {
  betweenWaves,
  countJudged,
  journalOf,
  knownRuns,
  outcomesOf,
  payPeriod,
  type Statement,
  statementCsv,
  statementsOf,
} from './settle.ts';

const options = readOptions(process.argv.slice(2), process.env.CALLBOURSE_PORT ?? '4000');
/** With `--json` the one line of the result is all that stdout gets. */
const say = (line: string): void => (options.json ? console.error(line) : console.log(line));
const startedMs = performance.now();
const progress = (line: string): void =>
  say(`${((performance.now() - startedMs) / 1_000).toFixed(1).padStart(6)} s  ${line}`);

const dollars = (amountMinor: number): string => toDecimal(BigInt(amountMinor), 'USD');

function printStatements(network: DemoNetwork, statements: readonly Statement[]): void {
  for (const [index, statement] of statements.entries()) {
    const { publisherId } = network.publishers[index] ?? { publisherId: '?' };
    const carried = statement.explanation ? ` (${statement.explanation})` : '';
    say(
      `  ${publisherId}  earned ${dollars(statement.totalMinor)}  paid ${dollars(statement.payMinor)}  carried ${dollars(statement.carriedOutMinor)}${carried}`,
    );
  }
}

async function demo(url: string): Promise<DemoResult> {
  const local = api(url);
  const secret = async (name: string): Promise<string> =>
    (await local.get<{ value: string }>(`/__local/secrets/${encodeURIComponent(name)}`)).value;
  const model: DemoModel = MODELS[options.model];
  const network = await model.network(url, await secret('callbourse/local/operator-key'));
  const known = await knownRuns(network);
  progress(`an advertiser, an offer of ${options.model}s and ${network.publishers.length} publishers are set up`);
  const { brought, waves } = model.plan(options);
  for (const [index, wave] of waves.entries()) {
    const { offsetMs } = await local.get<{ offsetMs: number }>('/__local/clock');
    await wave({ url, network, secret, clockOffsetMs: offsetMs });
    await betweenWaves(local);
    progress(`wave ${index + 1} of ${waves.length} is judged`);
  }
  await until(
    `a verdict for every ${options.model}`,
    async () => (await countJudged(network)) >= brought,
    30_000,
  ).catch(() => {
    // What is missing is the demo's finding, and the result tells it as `lost`.
  });
  progress('the period ends: the clock moves to the Monday after the hold');
  const runs = await payPeriod(local, network, known);
  const run = runs.at(-1);
  if (!run) throw new Error('no run was issued');
  const [outcomes, journal, statements] = await Promise.all([
    outcomesOf(network),
    journalOf(network),
    statementsOf(network, run.runId),
  ]);
  progress(`${run.runId} is issued:`);
  printStatements(network, statements);
  const first = network.publishers[0];
  if (first && !options.json) {
    say(`\nstatement of ${first.publisherId}:`);
    say((await statementCsv(first, run.runId)).split('\n').slice(0, 12).join('\n'));
  }
  const result = resultOf({
    model: options.model,
    visits: options.visits,
    brought,
    outcomes,
    journal,
    runs,
    statements,
  });
  return { ...result, ...(await model.figures?.(outcomes)) };
}

const app = await runningApp(options.url, say);
try {
  const result = await demo(options.url);
  console.log(options.json ? JSON.stringify(result) : result);
  const isWrong = result.lost !== 0 || result.imbalanceMinor !== 0 || (result.overcharged ?? 0) !== 0;
  if (isWrong) process.exitCode = 1;
} finally {
  await app.stop();
}
