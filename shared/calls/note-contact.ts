import type { Contact, PersonHistory } from '../outcomes/ports.ts';
import { dropAbsent } from './merge-event.ts';
import type { StoredCall } from './ports.ts';

export interface ContactPorts {
  readonly people: PersonHistory;
}

/** One contact of the person who called: what later calls of the same person are compared with. Nothing for a withheld number. */
export async function noteContact({ people }: ContactPorts, { outcome, record }: StoredCall): Promise<void> {
  const { personHash } = record.caller;
  if (!personHash) return;
  const contact: Contact = dropAbsent({
    outcomeId: outcome.outcomeId,
    startedAtMs: outcome.openedAtMs,
    offerId: outcome.terms.offerId,
    advertiserId: outcome.advertiserId,
    targetId: record.route.targetId,
    number: record.number,
    visitId: outcome.attribution.visit?.visitId,
  });
  await people.note(personHash, contact);
}

/** Notes it where the answer's own message was lost: a read is cheaper than writing the same thing twice. */
export async function ensureContact(ports: ContactPorts, call: StoredCall): Promise<void> {
  const { personHash } = call.record.caller;
  if (!personHash) return;
  const { openedAtMs, outcomeId } = call.outcome;
  const noted = await ports.people.earlier(personHash, openedAtMs, openedAtMs + 1);
  // The target may be another one than the contact was noted with: the call went on from who did not answer.
  const { targetId } = call.record.route;
  const isNoted = noted.some((contact) => contact.outcomeId === outcomeId && contact.targetId === targetId);
  if (!isNoted) await noteContact(ports, call);
}
