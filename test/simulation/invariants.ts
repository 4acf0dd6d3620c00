import { sumMinor } from '../../shared/kernel/money.ts';
import { entryOf } from '../../shared/ledger/entry-item.ts';
import { type Entry, owedBy } from '../../shared/ledger/model.ts';
import { type Outcome, verdictEntryId } from '../../shared/outcomes/model.ts';
import { outcomeOf } from '../../shared/outcomes/outcome-item.ts';
import { parseRun } from '../../shared/payouts/dynamo-items.ts';
import type { Run } from '../../shared/payouts/model.ts';
import { channelInvariants } from './channels/channel-invariants.ts';
import { linesOf } from './line-invariants.ts';
import type { World } from './world.ts';

/** Everything that is left when nobody does anything any more. */
export interface Remains {
  readonly outcomes: readonly Outcome[];
  /** What is in a publisher's days. */
  readonly entries: readonly Entry[];
  readonly payments: readonly Entry[];
  readonly runs: readonly Run[];
}

function remainsOf({ engine }: World): Remains {
  const ledger = engine.items('ledger').filter((item) => !String(item.sk).startsWith('FROZEN#'));
  const isPayment = (item: { readonly sk?: unknown }): boolean => String(item.sk).startsWith('PAID#');
  return {
    outcomes: engine
      .items('outcomes')
      .filter(({ sk }) => sk === 'OUT')
      .map(outcomeOf),
    entries: ledger.filter((item) => !isPayment(item)).map((item) => entryOf(item)),
    payments: ledger.filter(isPayment).map((item) => entryOf(item)),
    runs: engine.table('payouts').partition('RUNS').map(parseRun),
  };
}

/** What DESIGN section 4 promises, asked of what is left at the end of a seed; each sentence is a broken promise. */
export function invariantsOf(world: World): string[] {
  const remains = remainsOf(world);
  return [
    ...nothingLost(world, remains),
    ...oneEntryEach(remains),
    ...corrected(world, remains),
    ...balanced(remains),
    ...linesOf(world, remains),
    ...paid(remains),
    ...filed(world, remains),
    ...channelInvariants(world, remains),
  ];
}

/** Each call whose end was accepted has its verdict, no letter is left, and no run hangs. */
function nothingLost({ accepted, queues }: World, { outcomes, runs }: Remains): string[] {
  const byId = new Map(outcomes.map((outcome) => [outcome.outcomeId, outcome]));
  const open = [...accepted.calls].filter((id) => byId.get(id)?.verdict === undefined);
  // Events of a call that never came to be have nowhere to go, and stay among the dead letters for a person to see.
  const dead = Object.values(queues)
    .flatMap((queue) => queue.dead)
    .filter(({ body }) => {
      const { outcomeId, leadId } = JSON.parse(body) as { outcomeId?: string; leadId?: string };
      return byId.has(String(outcomeId ?? leadId));
    });
  const hanging = runs.filter(({ state }) => state !== 'issued' && state !== 'cancelled');
  return [
    ...open.map((id) => `the call ${id} ended and has no verdict`),
    ...dead.map(({ id }) => `${id} is still among the dead letters`),
    ...hanging.map(({ runId, state }) => `${runId} is ${state} for ever`),
  ];
}

/** One entry per qualified verdict, where its posting key says and worth what it says; none for anything else. */
function oneEntryEach({ outcomes, entries }: Remains): string[] {
  const causes = new Set(outcomes.map(({ outcomeId }) => verdictEntryId(outcomeId)));
  const orphans = entries.filter(({ kind, entryId }) => kind === 'verdict' && !causes.has(entryId));
  return [
    ...outcomes.flatMap((outcome) => entryOfOutcome(outcome, entries)),
    ...orphans.map(({ entryId }) => `${entryId} is an entry of no verdict`),
  ];
}

function entryOfOutcome({ outcomeId, verdict }: Outcome, entries: readonly Entry[]): string[] {
  const own = entries.filter(({ entryId }) => entryId === verdictEntryId(outcomeId));
  const { posting, worth } = verdict?.booking ?? {};
  const isOwed = worth !== undefined && (worth.chargeMinor !== 0n || worth.payoutMinor !== 0n);
  if (own.length !== (isOwed ? 1 : 0)) return [`${outcomeId} has ${own.length} entries for its verdict`];
  return own.flatMap((entry) => {
    const owed = owedBy(entry).get(worth?.currency ?? '') ?? 0n;
    const isInPlace = entry.payableDay === posting?.payableDay;
    return [
      ...(isInPlace ? [] : [`the entry of ${outcomeId} is not where its posting key says`]),
      ...(owed === worth?.payoutMinor ? [] : [`the entry of ${outcomeId} pays ${owed}`]),
    ];
  });
}

/** What finance was told is booked is booked, once. */
function corrected({ accepted }: World, { entries }: Remains): string[] {
  const count = new Map<string, number>();
  for (const { kind, entryId } of entries) if (kind === 'adjustment') count.set(entryId, (count.get(entryId) ?? 0) + 1);
  const lost = [...accepted.corrections].filter(([, entryId]) => !count.has(entryId));
  const twice = [...count].filter(([, times]) => times > 1);
  return [
    ...lost.map(([id]) => `${id} was said to be booked, and is not there`),
    ...twice.map(([entryId, times]) => `the correction ${entryId} is booked ${times} times`),
  ];
}

function balanced({ entries, payments }: Remains): string[] {
  const sums = new Map<string, bigint>();
  for (const { currency, amountMinor } of [...entries, ...payments].flatMap(({ postings }) => postings)) {
    sums.set(currency, (sums.get(currency) ?? 0n) + amountMinor);
  }
  return [...sums].filter(([, sum]) => sum !== 0n).map(([currency, sum]) => `all postings sum to ${sum} ${currency}`);
}

/** A run that was issued paid what was approved; one that was not paid nothing. */
function paid({ runs, payments }: Remains): string[] {
  return runs.flatMap((run) => {
    const own = payments.filter(({ reason }) => reason === `paid in ${run.runId}`);
    const paidMinor = -sumMinor(own.map((entry) => owedBy(entry).get('USD') ?? 0n));
    const promised = run.state === 'issued' ? sumMinor((run.totals ?? []).map(({ payMinor }) => payMinor)) : 0n;
    return paidMinor === promised ? [] : [`${run.runId} (${run.state}) should pay ${promised}, and paid ${paidMinor}`];
  });
}

/** The files hold each payment of the ledger once, and nothing else. */
function filed({ files }: World, { payments, runs }: Remains): string[] {
  const issued = new Set(runs.flatMap((run) => run.files.map(({ name }) => name)));
  const rows = [...files]
    .filter(([key]) => issued.has(key.slice(key.lastIndexOf('/') + 1)))
    .flatMap(([, body]) => body.trim().split('\r\n').slice(1));
  const references = rows.map((row) => row.split(',')[0] ?? '');
  const twice = references.filter((reference, index) => references.indexOf(reference) !== index);
  const amounts = new Map(
    rows.map((row) => [row.split(',')[0] ?? '', BigInt((row.split(',')[3] ?? '').replace('.', ''))]),
  );
  const broken = payments.filter((entry) => amounts.get(entry.entryId) !== -(owedBy(entry).get('USD') ?? 0n));
  const known = new Set(payments.map(({ entryId }) => entryId));
  return [
    ...twice.map((reference) => `the payment ${reference} is in two files`),
    ...broken.map(
      ({ entryId, publisherId }) => `the payment ${entryId} to ${publisherId} is not in its file as booked`,
    ),
    ...references.filter((each) => !known.has(each)).map((each) => `the files pay ${each}, which nobody booked`),
  ];
}
