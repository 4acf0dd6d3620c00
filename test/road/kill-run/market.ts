import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dynamoLines } from '../../../shared/payouts/dynamo-lines.ts';
import { dynamoRuns } from '../../../shared/payouts/dynamo-runs.ts';
import { SENDERS } from '../../payouts/bank-details.ts';
import { loadEntries, loadPublishers } from '../../payouts/market.ts';
import { documentClientAt } from '../../support/tables-at.ts';
import type { RunningApp } from '../running-app.ts';
import { client } from './client.ts';

const OWNER_ONLY = 0o600;
const DATA_KEY = 'the data key of an app that is killed again and again';
const secretName = (name: string): string => `callbourse/local/${name}`;

/** What a network enters after its first deployment: its banks, and the key under which bank details are sealed. */
export function enterSecrets({ stateDir }: RunningApp): void {
  mkdirSync(stateDir, { recursive: true });
  const secrets = { [secretName('data-key')]: DATA_KEY, [secretName('payout-senders')]: JSON.stringify(SENDERS) };
  writeFileSync(join(stateDir, 'secrets.json'), JSON.stringify(secrets), { mode: OWNER_ONLY });
}

interface Resources {
  readonly endpoints: { readonly dynamodb: string };
  readonly tables: readonly { readonly name: string }[];
}

/** The running app's own tables; its engine has another port after each start. */
async function tablesOf(app: RunningApp) {
  const { endpoints, tables } = await client(app).get<Resources>('/__local/resources');
  const named = (part: string): string => {
    const found = tables.find(({ name }) => name.toLowerCase().includes(part));
    if (!found) throw new Error(`no table ${part}`);
    return found.name;
  };
  return { dynamo: documentClientAt(endpoints.dynamodb), named };
}

/** Publishers that are paid in every way there is, and what they earned in two weeks. */
export async function fillMarket(app: RunningApp, publishers: number, entries: number): Promise<void> {
  const { dynamo, named } = await tablesOf(app);
  await loadPublishers(dynamo, named('catalog'), publishers, DATA_KEY);
  await loadEntries(dynamo, named('ledger'), entries, publishers);
}

/** How far a run is, read past the API: what a kill found. */
export async function progressOf(app: RunningApp, runId: string): Promise<string> {
  const { dynamo, named } = await tablesOf(app);
  const run = await dynamoRuns(dynamo, named('payouts')).get(runId);
  if (!run) return 'not open';
  let lines = 0;
  for await (const page of dynamoLines(dynamo, named('payouts')).each(runId)) lines += page.length;
  return `${run.state}, ${lines} lines, ${run.bookedPayments ?? 0} payments booked`;
}
