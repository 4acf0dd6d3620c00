import { dynamoPayees } from '../../shared/catalog/dynamo-payees.ts';
import { dynamoPublishers } from '../../shared/catalog/dynamo-publishers.ts';
import { catalogTable } from '../../shared/catalog/keys.ts';
import type { Payee, StandingChange } from '../../shared/catalog/payee.ts';
import type { PayoutSchedule } from '../../shared/catalog/payout-schedule.ts';
import { setPayeeStanding } from '../../shared/catalog/set-payee-standing.ts';
import { DAY_MS, type Day, dayOf, startOfDayMs } from '../../shared/kernel/time.ts';
import { dynamoFrozenDays } from '../../shared/ledger/dynamo-frozen-days.ts';
import { dynamoJournal } from '../../shared/ledger/dynamo-journal.ts';
import { ledgerTable } from '../../shared/ledger/keys.ts';
import { account, type Entry } from '../../shared/ledger/model.ts';
import { closeRuns } from '../../shared/payouts/close-run.ts';
import type { DrawRequest } from '../../shared/payouts/contract.ts';
import { drawLine } from '../../shared/payouts/draw-line.ts';
import { dynamoLines } from '../../shared/payouts/dynamo-lines.ts';
import { dynamoPayments } from '../../shared/payouts/dynamo-payments.ts';
import { dynamoPublisherDirectory } from '../../shared/payouts/dynamo-publisher-directory.ts';
import { dynamoReturnFiles } from '../../shared/payouts/dynamo-return-files.ts';
import { dynamoRuns } from '../../shared/payouts/dynamo-runs.ts';
import { enlistPublishers } from '../../shared/payouts/enlist-publishers.ts';
import type { PayoutSenders } from '../../shared/payouts/files/sender.ts';
import { issuePayments } from '../../shared/payouts/issue-payments.ts';
import { payoutsTable } from '../../shared/payouts/keys.ts';
import type { Actor, Run } from '../../shared/payouts/model.ts';
import { opensAtMs } from '../../shared/payouts/period.ts';
import type { FileStore } from '../../shared/payouts/ports.ts';
import type { ReserveTerms } from '../../shared/payouts/reserve.ts';
import { aesCipher } from '../../shared/platform/cipher.ts';
import { TestClock } from '../support/clock.ts';
import { meter } from '../support/meter.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';

export const ZONE = 'America/New_York';
export const ANNA: Actor = { keyId: 'key_anna', subjectId: 'anna' };
export const BEN: Actor = { keyId: 'key_ben', subjectId: 'ben' };
export const PAYEE: Payee = { legalName: 'Ace Media LLC', method: 'csv', accountReference: 'DE02120300000000202051' };

const memoryFiles = (): FileStore & { readonly stored: Map<string, string> } => {
  const stored = new Map<string, string>();
  return {
    stored,
    put: async (key, body) => void stored.set(key, body),
    get: async (key) => stored.get(key),
  };
};

const VERIFIED: StandingChange = { taxForm: 'w9', taxVerified: true, bankVerified: true };

interface PublisherOptions {
  readonly thresholdMinor?: bigint;
  readonly currency?: string;
  /** A plain reference when absent, none when null. */
  readonly payee?: Payee | null;
  readonly isVerified?: boolean;
  readonly netDays?: number;
  readonly schedule?: PayoutSchedule;
  readonly reserve?: ReserveTerms;
}

/** The payout road on tables of its own on the real engine; only files live in memory. */
export async function createWorld() {
  const client = testDocumentClient();
  const [catalog, ledger, payouts] = await Promise.all([
    createTable(catalogTable),
    createTable(ledgerTable),
    createTable(payoutsTable),
  ]);
  const clock = new TestClock(startOfDayMs('2026-03-02', ZONE) + 15 * 3_600_000);
  const cipher = aesCipher(async () => ['a secret of the test']);
  const journal = dynamoJournal(client, ledger);
  const publishers = dynamoPublishers(client, catalog);
  const payees = dynamoPayees(client, catalog, cipher);
  const sent: DrawRequest[] = [];
  const files = memoryFiles();
  const senders: { value: PayoutSenders } = { value: {} };
  const deps = {
    runs: dynamoRuns(client, payouts),
    lines: dynamoLines(client, payouts),
    directory: dynamoPublisherDirectory(client, catalog),
    entries: journal,
    book: journal,
    files,
    clock,
    zone: ZONE,
    payments: dynamoPayments(client, payouts),
    returnFiles: dynamoReturnFiles(client, payouts),
    frozen: dynamoFrozenDays(client, payouts),
    payees,
    senders: async () => senders.value,
    openAccount: (publisherId: string, sealed: string) => cipher.open(sealed, `payee:${publisherId}`),
    outbox: { sendAll: async (messages: readonly DrawRequest[]) => void sent.push(...messages) },
  };
  let booked = 0;

  const world = {
    ...deps,
    client,
    tables: { catalog, ledger, payouts },
    sent,
    files,
    /** What the secret of the network's banks says. */
    configured: senders,
    meter: meter(client),
    publishers,
    payees,
    async addPublisher(publisherId: string, options: PublisherOptions = {}) {
      await publishers.create({
        publisherId,
        name: publisherId,
        origins: [],
        tagKey: `pk_${publisherId}`,
        currency: options.currency ?? 'USD',
        payoutThresholdMinor: options.thresholdMinor ?? 0n,
        ...(options.netDays ? { netDays: options.netDays } : {}),
        ...(options.schedule ? { payoutSchedule: options.schedule } : {}),
        ...(options.reserve ? { reserveBps: options.reserve.bps, reservePeriods: options.reserve.periods } : {}),
        createdAtMs: startOfDayMs('2026-01-01', ZONE),
      });
      if (options.payee !== null) await payees.set(publisherId, options.payee ?? PAYEE);
      if (options.payee && options.isVerified !== false) await world.stand(publisherId, VERIFIED);
    },
    async stand(publisherId: string, change: StandingChange) {
      await setPayeeStanding({ payees }, publisherId, change, { keyId: 'key_fay', subjectId: 'fay' });
    },
    /** Books what the network owes a publisher for one outcome; negative is a clawback. */
    async owe(publisherId: string, payableDay: Day, owedMinor: bigint, currency = 'USD'): Promise<Entry> {
      booked += 1;
      const entry: Entry = {
        entryId: `entry_${booked}`,
        kind: owedMinor < 0n ? 'adjustment' : 'verdict',
        publisherId,
        payableDay,
        bookedAtMs: startOfDayMs(payableDay, ZONE),
        reason: 'qualified',
        outcomeId: `out_${booked}`,
        postings: [
          { account: account.receivable('adv_1'), amountMinor: owedMinor, currency },
          { account: account.payable(publisherId), amountMinor: -owedMinor, currency },
        ],
      };
      await journal.book(entry);
      return entry;
    },
    /** Moves the clock to when a run up to this day may open. */
    closeDay(toDay: Day) {
      clock.set(Math.max(clock.nowMs(), opensAtMs(toDay, ZONE)));
    },
    enlist: () => enlistPublishers(deps, clock.nowMs() + DAY_MS),
    /** What the queue does: delivers everything once. */
    async drawAll() {
      for (const { runId, publisherId } of sent.splice(0)) await drawLine(deps, runId, publisherId);
    },
    async draw(run: Run): Promise<Run> {
      await world.enlist();
      await world.drawAll();
      await closeRuns(deps);
      return world.run(run.runId);
    },
    issue: () => issuePayments(deps, clock.nowMs() + DAY_MS),
    async run(runId: string): Promise<Run> {
      const run = await deps.runs.get(runId);
      if (!run) throw new Error(`no run ${runId}`);
      return run;
    },
    today: () => dayOf(clock.nowMs(), ZONE),
  };
  return world;
}

export type World = Awaited<ReturnType<typeof createWorld>>;
