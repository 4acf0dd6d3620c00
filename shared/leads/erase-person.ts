import { parseValidPhone } from '../kernel/phone.ts';
import { invalidField } from '../kernel/problem.ts';
import type { Clock, EpochMs } from '../kernel/time.ts';
import { MAX_CONTACTS, type PersonHistory } from '../outcomes/ports.ts';
import { hashesOf, type PersonHashes } from './people.ts';
import type { ErasureStore } from './ports.ts';
import { readEmail } from './read-email.ts';

export interface ErasePorts {
  readonly people: Pick<PersonHistory, 'earlier'>;
  readonly erasure: ErasureStore;
  readonly personSecret: () => Promise<string>;
  readonly clock: Clock;
}

/** A hundred rounds of a hundred contacts: nobody is known for more. */
const MAX_ROUNDS = 100;

/**
 * Erases a person out of the leads, by phone, by e-mail or both: the sealed contact, what was shown masked, the visit, the hash
 * in the facts, and the history. Verdicts and money stay. It may stop anywhere and be asked for again.
 *
 * @throws Problem `invalid` where neither can be read
 */
export async function erasePerson(
  ports: ErasePorts,
  who: { readonly phone?: string | undefined; readonly email?: string | undefined },
): Promise<{ readonly leads: number; readonly waiting: number }> {
  const { all } = await hashesOfPerson(ports, who);
  const found = new Map<string, 'erased' | 'open'>();
  for (const hash of all) await eraseBy(ports, hash, found);
  const states = [...found.values()];
  return {
    leads: states.filter((state) => state === 'erased').length,
    waiting: states.filter((state) => state === 'open').length,
  };
}

async function hashesOfPerson(
  { personSecret }: ErasePorts,
  who: Parameters<typeof erasePerson>[1],
): Promise<PersonHashes> {
  const phone = who.phone === undefined ? undefined : parseValidPhone(who.phone);
  if (who.phone !== undefined && phone === undefined) throw invalidField('body.phone', 'is not a phone number');
  const reading = who.email === undefined ? undefined : readEmail(who.email);
  if (reading && 'problem' in reading) throw invalidField('body.email', reading.problem);
  if (!phone && !reading) throw invalidField('body', 'names neither a phone nor an e-mail');
  return hashesOf(await personSecret(), { phone, email: reading?.email });
}

/** What other channels noted of the person stays: it is theirs to erase. */
async function eraseBy(
  { people, erasure, clock }: ErasePorts,
  hash: string,
  found: Map<string, 'erased' | 'open'>,
): Promise<void> {
  let beforeMs: EpochMs = clock.nowMs() + 1;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const contacts = await people.earlier(hash, 0, beforeMs);
    for (const contact of contacts) {
      const state = await erasure.eraseLead(contact.outcomeId, clock.nowMs());
      if (state === 'no-lead') continue;
      found.set(contact.outcomeId, state);
      if (state === 'erased') await erasure.forget(hash, contact);
    }
    const oldest = contacts.at(-1);
    if (contacts.length < MAX_CONTACTS || !oldest) return;
    beforeMs = oldest.startedAtMs;
  }
}
