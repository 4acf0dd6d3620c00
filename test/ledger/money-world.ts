import type { Terms } from '../../shared/catalog/model.ts';
import { dayOf } from '../../shared/kernel/time.ts';
import { type Balance, startBalances } from '../../shared/ledger/balances.ts';
import { dynamoCorrections } from '../../shared/ledger/dynamo-corrections.ts';
import { dynamoFrozenDays } from '../../shared/ledger/dynamo-frozen-days.ts';
import { dynamoJournal } from '../../shared/ledger/dynamo-journal.ts';
import { dynamoUploads } from '../../shared/ledger/dynamo-uploads.ts';
import { ledgerTable } from '../../shared/ledger/keys.ts';
import type { Entry } from '../../shared/ledger/model.ts';
import { dynamoChains } from '../../shared/outcomes/dynamo-chains.ts';
import { dynamoOutcomes } from '../../shared/outcomes/dynamo-outcomes.ts';
import { dynamoReplacements } from '../../shared/outcomes/dynamo-replacements.ts';
import { outcomesTable } from '../../shared/outcomes/keys.ts';
import type { OpenOutcome } from '../../shared/outcomes/model.ts';
import { facts, openOutcome, qualified, rejected } from '../outcomes/samples.ts';
import { TestClock } from '../support/clock.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';
import { terms, verdictEntry } from './samples.ts';

export const ZONE = 'America/New_York';

/** Judged outcomes, their money and whatever corrects it, on the real engine. */
export async function moneyWorld(agreed: Partial<Terms> = {}) {
  const client = testDocumentClient();
  const [outcomesName, ledgerName] = await Promise.all([createTable(outcomesTable), createTable(ledgerTable)]);
  const clock = new TestClock();
  const outcomes = dynamoOutcomes(client, outcomesName);
  const journal = dynamoJournal(client, ledgerName);
  const deps = {
    outcomes,
    book: journal,
    frozen: dynamoFrozenDays(client, ledgerName),
    corrections: dynamoCorrections(client, outcomesName),
    uploads: dynamoUploads(client, outcomesName),
    chains: dynamoChains(client, outcomesName),
    replacements: dynamoReplacements(client, outcomesName, clock),
    terms: { terms: async (ref: object) => terms({ ...agreed, ...ref }) },
    clock,
    zone: ZONE,
  };

  /** A qualified call with its entry: 45.00 charged, 30.00 earned. */
  async function qualify(outcomeId: string, over: Partial<OpenOutcome> = {}): Promise<string> {
    const open = openOutcome(outcomeId, over);
    const { publisherId } = open.terms;
    await outcomes.open(open);
    await outcomes.settle(outcomeId, facts());
    const entry = verdictEntry(outcomeId, '2026-03-09', {
      ...{ ...agreed, publisherId, advertiserId: open.advertiserId },
      setterId: open.attribution.setterId,
    });
    await outcomes.giveVerdict(
      { ...open, state: 'open', facts: facts() },
      qualified(outcomeId, {
        booking: {
          posting: { publisherId, payableDay: entry.payableDay, entryId: entry.entryId },
          worth: { chargeMinor: 4_500n, payoutMinor: 3_000n, currency: 'USD' },
        },
      }),
    );
    await journal.book(entry);
    return outcomeId;
  }

  /** A call that talked too briefly. */
  async function reject(outcomeId: string, over: Partial<OpenOutcome> = {}): Promise<string> {
    const open = openOutcome(outcomeId, over);
    await outcomes.open(open);
    await outcomes.settle(outcomeId, facts({ talkSeconds: 20 }));
    await outcomes.giveVerdict({ ...open, state: 'open', facts: facts({ talkSeconds: 20 }) }, rejected());
    return outcomeId;
  }

  async function entriesOf(publisherId: string): Promise<readonly Entry[]> {
    const all: Entry[] = [];
    for await (const page of journal.allPages(publisherId)) all.push(...page);
    return all;
  }

  /** Account by account, what a publisher's entries come to. */
  async function balancesOf(publisherId: string): Promise<Record<string, bigint>> {
    const fold = startBalances();
    fold.add(await entriesOf(publisherId));
    return Object.fromEntries(fold.balances().map(({ account, balanceMinor }: Balance) => [account, balanceMinor]));
  }

  const today = (): string => dayOf(clock.nowMs(), ZONE);

  return {
    client,
    outcomesName,
    ledgerName,
    clock,
    deps,
    outcomes,
    journal,
    qualify,
    reject,
    entriesOf,
    balancesOf,
    today,
  };
}

export type MoneyWorld = Awaited<ReturnType<typeof moneyWorld>>;
