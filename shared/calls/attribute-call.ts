import type { EpochMs } from '../kernel/time.ts';
import type { Contact, PersonHistory } from '../outcomes/ports.ts';
import { attribute } from '../tracking/attribute.ts';
import { type Attribution, LOOKBACK_MS, type TrackingNumber } from '../tracking/model.ts';
import type { LeaseReader } from '../tracking/ports.ts';

export interface AttributionPorts {
  readonly leases: LeaseReader;
  readonly people: PersonHistory;
}

export interface Attributed {
  readonly attribution: Attribution;
  /** Until when the visit holds the number, where it still does. */
  readonly leaseUntilMs?: EpochMs;
}

/**
 * Whose call it is: the static number's source, or by the lease; a repeat caller on the same number keeps its earlier visit.
 *
 * @param contacts the caller's earlier contacts; not asked for where the number alone tells the source
 */
export async function attributeCall(
  { leases }: Pick<AttributionPorts, 'leases'>,
  number: TrackingNumber,
  atMs: EpochMs,
  contacts: () => Promise<readonly Contact[]>,
): Promise<Attributed> {
  if (number.kind === 'static') {
    const { source, setterId } = number;
    return { attribution: { confidence: 'source', source, ...(setterId !== undefined && { setterId }) } };
  }
  const [lease, earlier] = await Promise.all([
    leases.read(number.poolId, number.number),
    earlierVisit(contacts(), number.number),
  ]);
  if (!lease) return { attribution: { confidence: 'source', source: number.poolId } };
  const attribution = attribute(lease, atMs, earlier);
  const holder = lease.holdings[0];
  const isHolder = holder !== undefined && holder.visit.visitId === attribution.visit?.visitId;
  return { attribution, ...(isHolder ? { leaseUntilMs: holder.untilMs } : {}) };
}

/** The newest earlier contact on this number that belonged to a visit. */
async function earlierVisit(contacts: Promise<readonly Contact[]>, number: string) {
  const same = (await contacts).find((contact) => contact.number === number && contact.visitId !== undefined);
  return same?.visitId ? { visitId: same.visitId, atMs: same.startedAtMs } : undefined;
}

/** Earlier contacts of the caller, newest first; none for who is unknown. */
export const contactsOf = async (
  { people }: Pick<AttributionPorts, 'people'>,
  personHash: string | undefined,
  atMs: EpochMs,
): Promise<readonly Contact[]> => (personHash ? people.earlier(personHash, atMs - LOOKBACK_MS, atMs) : []);
