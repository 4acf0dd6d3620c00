import { dayOf } from '../kernel/time.ts';
import { momentOf } from './keys.ts';
import type { PlacementReader, Visit, VisitStore } from './ports.ts';
import type { ToldVisit } from './visit-contract.ts';

export interface CountPorts {
  readonly visits: VisitStore;
  readonly placements: PlacementReader;
  /** The network's zone: days are cut in it. */
  readonly zone: string;
}

/** A visit with its whole place: a pool and an offer say what they stand for. */
export async function placed({ placements }: CountPorts, told: ToldVisit): Promise<Visit> {
  const { visitId, atMs, got, at } = told;
  const { publisherId, offerId } = 'poolId' in at ? await placements.pool(at.poolId) : at;
  return { visitId, atMs, got, place: { publisherId, offerId, ...(await placements.offer(offerId)), ...told.place } };
}

/** Visits that are written together: of one publisher, in one moment. */
export const momentName = ({ atMs, place }: Visit): string => `${place.publisherId} ${momentOf(atMs)}`;

/** Counts visits of one moment, each once however often, in whatever batch and order, they are told. */
export async function countVisits({ visits, zone }: CountPorts, together: readonly Visit[]): Promise<void> {
  const [first] = together;
  if (first) await visits.count(dayOf(momentOf(first.atMs), zone), together);
}
