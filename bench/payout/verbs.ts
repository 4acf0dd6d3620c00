import type { SQSEvent } from 'aws-lambda';
import { closePayoutRunHandler } from '../../functions/payouts/close-payout-run/handler.ts';
import { drawPayoutLineHandler } from '../../functions/payouts/draw-payout-line/handler.ts';
import { enlistPublishersHandler } from '../../functions/payouts/enlist-publishers/handler.ts';
import { issuePaymentsHandler } from '../../functions/payouts/issue-payments/handler.ts';
import { openAccountWith } from '../../shared/catalog/dynamo-payees.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import { dynamoJournal } from '../../shared/ledger/dynamo-journal.ts';
import type { DrawRequest } from '../../shared/payouts/contract.ts';
import { dynamoLines } from '../../shared/payouts/dynamo-lines.ts';
import { dynamoPayments } from '../../shared/payouts/dynamo-payments.ts';
import { dynamoPublisherDirectory } from '../../shared/payouts/dynamo-publisher-directory.ts';
import { dynamoRuns } from '../../shared/payouts/dynamo-runs.ts';
import { aesCipher } from '../../shared/platform/cipher.ts';
import { SENDERS } from '../../test/payouts/bank-details.ts';
import { silentLog } from '../../test/support/log.ts';
import { meter, type Units } from '../../test/support/meter.ts';
import { documentClientAt } from '../../test/support/tables-at.ts';

/** The functions of a run, as they are deployed, on the local engine. */
export const VERBS = ['enlist-publishers', 'draw-payout-line', 'close-payout-run', 'issue-payments'] as const;
export type Verb = (typeof VERBS)[number];

export const ZONE = 'America/New_York';
export const BENCH_SECRET = 'a secret of the bench';

export interface Tables {
  readonly endpoint: string;
  readonly catalog: string;
  readonly ledger: string;
  readonly payouts: string;
}

export interface Composed {
  readonly units: Units;
  /** What was put on the queue since it was last asked. */
  takeSent(): readonly DrawRequest[];
  /** Names, hashes apart, and sizes of what was stored. */
  readonly stored: Map<string, number>;
  run(event: unknown): Promise<void>;
}

async function deliver(handler: ReturnType<typeof drawPayoutLineHandler>, event: unknown): Promise<void> {
  const { batchItemFailures } = await handler(event as SQSEvent);
  if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} draws failed`);
}

/** One function with all that it is made of; files and queue stand in memory, since only what it does with them is measured. */
export function compose(verb: Verb, { endpoint, ...tables }: Tables): Composed {
  const client = documentClientAt(endpoint);
  const { units } = meter(client);
  const sent: DrawRequest[] = [];
  const stored = new Map<string, number>();
  const journal = dynamoJournal(client, tables.ledger);
  const deps = {
    log: silentLog,
    count: () => {},
    runs: dynamoRuns(client, tables.payouts),
    lines: dynamoLines(client, tables.payouts),
    directory: dynamoPublisherDirectory(client, tables.catalog),
    entries: journal,
    book: journal,
    payments: dynamoPayments(client, tables.payouts),
    senders: async () => SENDERS,
    openAccount: openAccountWith(aesCipher(async () => [BENCH_SECRET])),
    files: {
      put: async (key: string, body: string) => void stored.set(key, Buffer.byteLength(body)),
      get: async () => undefined,
    },
    outbox: { sendAll: async (messages: readonly DrawRequest[]) => void sent.push(...messages) },
    clock: systemClock,
    zone: ZONE,
  };
  const draw = drawPayoutLineHandler(deps);
  const scheduled = { time: '' };
  const run: Record<Verb, (event: unknown) => Promise<void>> = {
    'enlist-publishers': () => enlistPublishersHandler(deps)(scheduled),
    'draw-payout-line': (event) => deliver(draw, event),
    'close-payout-run': () => closePayoutRunHandler(deps)(scheduled),
    'issue-payments': () => issuePaymentsHandler(deps)(scheduled),
  };
  return { units, stored, run: run[verb], takeSent: () => sent.splice(0) };
}
