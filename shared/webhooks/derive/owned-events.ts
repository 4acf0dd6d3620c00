import { deterministicId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { EventType } from '../contract/events.ts';
import type { OwnedEvent, Owner } from '../model.ts';

/** A happening, before it is told to anybody. */
export interface Happening {
  readonly type: EventType;
  readonly objectId: string;
  /** Tells happenings of one type and object apart; the same for each repeat of one. */
  readonly key: string;
  readonly atMs: EpochMs;
}

export const advertiser = (id: string): Owner => ({ kind: 'advertiser', id });
export const publisher = (id: string): Owner => ({ kind: 'publisher', id });

/** The happening as this owner is told of it; what is undefined is left out. */
export function toldTo(owner: Owner, { type, objectId, key, atMs }: Happening, data: object): OwnedEvent {
  const eventId = deterministicId('evt', owner.kind, owner.id, type, objectId, key);
  const known = Object.entries(data).filter(([, value]) => value !== undefined);
  return { eventId, owner, type, objectId, atMs, data: Object.fromEntries(known) };
}
