import { outcomeIdOf } from '../../shared/calls/outcome-id.ts';
import { SECOND_WAIT_SECONDS } from '../../shared/calls/settle-call.ts';
import type { Terms } from '../../shared/catalog/model.ts';
import { startBalances } from '../../shared/ledger/balances.ts';
import { correctLateTruth } from '../../shared/ledger/correct-late-truth.ts';
import { dynamoCorrections } from '../../shared/ledger/dynamo-corrections.ts';
import { dynamoFrozenDays } from '../../shared/ledger/dynamo-frozen-days.ts';
import { dynamoJournal } from '../../shared/ledger/dynamo-journal.ts';
import { ledgerTable } from '../../shared/ledger/keys.ts';
import type { Entry } from '../../shared/ledger/model.ts';
import { verdictJournal } from '../../shared/ledger/post-entry.ts';
import { judgeOutcome } from '../../shared/outcomes/judge-outcome.ts';
import { terms } from '../ledger/samples.ts';
import { createTable } from '../support/tables.ts';
import { CALL, callDone, dialDone, type Form, inbound, legDone } from './forms.ts';
import { callWorld } from './world.ts';

const ZONE = 'America/New_York';
export const OUTCOME = outcomeIdOf('twilio', CALL);

/** The road from the carrier to the journal, with what comes after the verdict, on the real engine. */
export async function lateWorld(agreed: Partial<Terms> = {}) {
  const calls = await callWorld();
  const { client, tables, clock, outcomes } = calls;
  const ledger = await createTable(ledgerTable);
  const book = dynamoJournal(client, ledger);
  const correcting = {
    history: calls.ports.people,
    customers: { add: async () => 0, has: async () => false },
    terms: { terms: async (ref: object) => terms({ ...agreed, advertiserId: 'adv_1', ...ref }) },
    book,
    frozen: dynamoFrozenDays(client, ledger),
    corrections: dynamoCorrections(client, tables.outcomes),
    clock,
    zone: ZONE,
  };
  await calls.visit('visit_1');
  await calls.post('voice', inbound());

  async function entries(): Promise<readonly Entry[]> {
    const all: Entry[] = [];
    for await (const page of book.allPages('pub_1')) all.push(...page);
    return all;
  }

  return {
    ...calls,
    correcting,
    entries,
    dial: (seconds: number) =>
      calls.post('dial', dialDone({ DialCallDuration: String(seconds) }), { query: 'attempt=target' }),
    leg: (changes: Form = {}) => calls.post('status', legDone(changes)),
    end: (changes: Form = {}) => calls.post('status', callDone(changes)),
    /** Lets the waits for a missing side run out, and judges what is known. */
    async judge() {
      await calls.drain(SECOND_WAIT_SECONDS);
      const journal = verdictJournal({ book, clock, zone: ZONE });
      return (await judgeOutcome({ ...correcting, outcomes, journal }, OUTCOME)).verdict;
    },
    correct: () => correctLateTruth(correcting, OUTCOME),
    async balances(): Promise<Record<string, bigint>> {
      const fold = startBalances();
      fold.add(await entries());
      return Object.fromEntries(fold.balances().map(({ account, balanceMinor }) => [account, balanceMinor]));
    },
  };
}

export type LateWorld = Awaited<ReturnType<typeof lateWorld>>;
