import type { Currency } from '../kernel/money.ts';
import { type FieldError, Problem } from '../kernel/problem.ts';
import { dayOf } from '../kernel/time.ts';
import { type AdjustOutcomePorts, changeOf, correctableUntil } from './adjust-outcome.ts';
import { type Correctable, checkCorrection, type Standing, worthOf } from './correction.ts';
import { type AdjustmentRow, refuseRows } from './parse-adjustments.ts';

/** What a file would change, for one party in one currency. */
export interface Effect {
  readonly partyId: string;
  readonly currency: Currency;
  readonly rows: number;
  /** Added to the charge of an advertiser, to the payout of a publisher. */
  readonly amountMinor: bigint;
}

export interface Effects {
  readonly advertisers: readonly Effect[];
  readonly publishers: readonly Effect[];
}

type Checked = Pick<AdjustOutcomePorts, 'terms' | 'zone' | 'clock'> & {
  readonly corrections: Pick<AdjustOutcomePorts['corrections'], 'read'>;
};

/**
 * Holds every row against what stands, each after those before it, and adds up what they change. Nothing is written.
 *
 * @throws Problem `invalid` naming every row that could not be applied
 */
export async function checkAdjustments(ports: Checked, rows: readonly AdjustmentRow[]): Promise<Effects> {
  const standing = new Map(await ports.corrections.read(rows.map(({ request }) => request.outcomeId)));
  const errors: FieldError[] = [];
  const advertisers = startEffects();
  const publishers = startEffects();
  for (const row of rows) {
    try {
      const { found, change } = await applied(ports, standing.get(row.request.outcomeId), row);
      const { outcome } = found;
      const { currency } = worthOf(found);
      standing.set(outcome.outcomeId, found);
      advertisers.add(outcome.advertiserId, currency, change.chargeMinor);
      publishers.add(outcome.terms.publisherId, currency, change.payoutMinor);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const [first] = error.fields;
      errors.push({ field: first?.field ?? whereOf(row), message: first?.message ?? error.message });
    }
  }
  refuseRows(errors);
  return { advertisers: advertisers.all(), publishers: publishers.all() };
}

export const whereOf = ({ line }: AdjustmentRow): string => `body.csv.line ${line}`;

async function applied(
  ports: Checked,
  found: Correctable | undefined,
  row: AdjustmentRow,
): Promise<{ readonly found: Correctable; readonly change: Standing }> {
  if (!found) throw new Problem('not-found', `there is no outcome ${row.request.outcomeId}`);
  worthOf(found);
  const nowMs = ports.clock.nowMs();
  const untilDay = await correctableUntil(ports, found);
  if (dayOf(nowMs, ports.zone) > untilDay) throw new Problem('conflict', `is final since the end of ${untilDay}`);
  const change = changeOf(found, row.request, whereOf(row));
  checkCorrection(found, change, whereOf(row));
  const correction = { causeId: whereOf(row), kind: 'adjustment' as const, reason: '', atMs: nowMs, ...change };
  return { found: { ...found, corrections: [...found.corrections, correction] }, change };
}

function startEffects() {
  const effects = new Map<string, Effect>();
  return {
    add(partyId: string, currency: Currency, amountMinor: bigint): void {
      const key = `${partyId} ${currency}`;
      const before = effects.get(key) ?? { partyId, currency, rows: 0, amountMinor: 0n };
      effects.set(key, { ...before, rows: before.rows + 1, amountMinor: before.amountMinor + amountMinor });
    },
    all: (): readonly Effect[] => [...effects.keys()].sort().flatMap((key) => effects.get(key) ?? []),
  };
}
