import { notFound, Problem } from '../kernel/problem.ts';
import { type Day, dayOf } from '../kernel/time.ts';
import { type AdjustPorts, adjust } from './adjust.ts';
import {
  type Basis,
  type Correctable,
  type Correction,
  checkCorrection,
  postingsOfCorrection,
  type Standing,
  worthOf,
} from './correction.ts';
import type { CorrectionStore } from './ports.ts';

export interface CorrectPorts extends AdjustPorts {
  readonly corrections: Pick<CorrectionStore, 'read' | 'add'>;
}

export interface WantedCorrection extends Pick<Correction, 'causeId' | 'kind' | 'reason'> {
  /**
   * By how much what stands shall change, undefined for nothing any more; asked again on a retry, of what stood before the
   * first try.
   */
  change(found: Correctable): Standing | undefined;
  /** The last day on which it may be made; a retry of one that was made in time is let through. */
  untilDay?(found: Correctable): Promise<Day>;
  /** In what an outcome is counted that owes nothing by its verdict; where absent such an outcome can't be corrected. */
  readonly basis?: Basis | undefined;
  /** From when on the money may be paid; at once where absent. */
  readonly payableDay?: (found: Correctable, today: Day) => Day;
  /** Where the amounts came from, for the error. */
  readonly field?: string;
}

/** Others may correct the same outcome at the same moment, but not many. */
const TRIES = 5;

/**
 * Corrects what an outcome comes to, once for each cause: the advertiser's and the publisher's side in one entry. It may stop
 * at any await and be asked again.
 *
 * @throws Problem `conflict` after its last day or for an outcome that owes nothing, `invalid` for more than is left,
 *   `unprocessable` when this cause corrected otherwise, `unavailable` while a day is closing
 */
export async function correctOutcome(
  ports: CorrectPorts,
  outcomeId: string,
  wanted: WantedCorrection,
): Promise<Correctable> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const seen = (await ports.corrections.read([outcomeId])).get(outcomeId);
    if (!seen) throw notFound(`outcome ${outcomeId}`);
    const found = { ...seen, basis: seen.basis ?? wanted.basis };
    worthOf(found);
    const index = standingIndex(found, wanted);
    if (index >= 0) {
      await bookCorrection(ports, found, index);
      return found;
    }
    const correction = await newCorrection(ports, found, wanted);
    if (!correction) return found;
    await bookCorrection(ports, found, found.corrections.length - 1);
    if (!(await ports.corrections.add(found, correction))) continue;
    const corrected = { ...found, corrections: [...found.corrections, correction] };
    await bookCorrection(ports, corrected, found.corrections.length);
    return corrected;
  }
  throw new Problem('unavailable', `outcome ${outcomeId} keeps being corrected by others: try again`);
}

/** Where this cause stands, -1 where it is new. Whoever asks again hears the same, unless they now ask for something else. */
function standingIndex(found: Correctable, wanted: WantedCorrection): number {
  const index = found.corrections.findIndex((each) => each.causeId === wanted.causeId);
  const there = found.corrections[index];
  if (!there) return -1;
  const asked = wanted.change({ ...found, corrections: found.corrections.slice(0, index) });
  const isSame =
    there.chargeMinor === asked?.chargeMinor &&
    there.payoutMinor === asked.payoutMinor &&
    there.reason === wanted.reason;
  if (isSame) return index;
  throw new Problem('unprocessable', `outcome ${found.outcome.outcomeId} was corrected otherwise for the same cause`);
}

async function newCorrection(
  ports: CorrectPorts,
  found: Correctable,
  wanted: WantedCorrection,
): Promise<Correction | undefined> {
  const { causeId, kind, reason } = wanted;
  const nowMs = ports.clock.nowMs();
  const untilDay = await wanted.untilDay?.(found);
  if (untilDay !== undefined && dayOf(nowMs, ports.zone) > untilDay) {
    throw new Problem('conflict', `outcome ${found.outcome.outcomeId} is final since the end of ${untilDay}`);
  }
  const change = wanted.change(found);
  if (!change) return undefined;
  checkCorrection(found, change, wanted.field);
  const payableDay = wanted.payableDay?.(found, dayOf(nowMs, ports.zone));
  return { causeId, kind, reason, ...change, atMs: nowMs, ...(payableDay && { payableDay }) };
}

/**
 * Books one correction. Whoever adds the next one books the last one first, so that all before it are booked: one that
 * stopped between deciding and booking is made good by whoever comes next.
 */
async function bookCorrection(ports: CorrectPorts, found: Correctable, index: number): Promise<void> {
  const correction = found.corrections[index];
  if (!correction) return;
  const { outcomeId, terms, attribution } = found.outcome;
  const { publisherId, offerId } = terms;
  const causeId = `${outcomeId}/${correction.causeId}`;
  const { reason, payableDay } = correction;
  const { setterId } = attribution;
  const postings = postingsOfCorrection(found, index);
  await adjust(ports, { publisherId, causeId, reason, outcomeId, offerId, setterId, payableDay, postings });
}
