import { deterministicId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';
import { NETWORK, type OwnedEvent, type Owner } from '../model.ts';

/** A target that rests since too many of its dials were not answered. */
export interface TargetPause {
  readonly targetId: string;
  readonly offerId: string;
  readonly advertiserId: string;
  readonly dialId: string;
  readonly atMs: EpochMs;
  readonly inHour: number;
  readonly inDay: number;
}

/** What its advertiser and the network are told; the same dial tells it once, however often the carrier repeats itself. */
export function targetEvents(pause: TargetPause): readonly OwnedEvent[] {
  const { targetId, offerId, advertiserId, dialId, atMs, inHour, inDay } = pause;
  const owners: readonly Owner[] = [{ kind: 'advertiser', id: advertiserId }, NETWORK];
  return owners.map((owner) => ({
    eventId: deterministicId('evt', owner.kind, owner.id, 'target.paused', targetId, dialId),
    owner,
    type: 'target.paused',
    objectId: targetId,
    atMs,
    data: { targetId, offerId, advertiserId, unansweredInHour: inHour, unansweredInDay: inDay },
  }));
}
