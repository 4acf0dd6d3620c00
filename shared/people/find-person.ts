import { normalEmail } from '../kernel/email.ts';
import { parseValidPhone } from '../kernel/phone.ts';
import { invalidField } from '../kernel/problem.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Outcome } from '../outcomes/model.ts';
import { hashPerson } from '../outcomes/person.ts';
import { type Contact, MAX_CONTACTS } from '../outcomes/ports.ts';
import type { FindPorts } from './ports.ts';

export interface Who {
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
}

/** An outcome that a person is known by, with every contact that leads to it. */
export interface Known {
  readonly outcome: Outcome;
  readonly contacts: readonly { readonly hash: string; readonly contact: Contact }[];
}

export interface Found {
  readonly hashes: readonly string[];
  /** Newest first. */
  readonly known: readonly Known[];
  /** There are more than were asked for, all of them older than this. */
  readonly moreBeforeMs?: EpochMs | undefined;
}

/**
 * The hashes under which channels and lists know somebody: of the phone number, of the mailbox, and of the address as it is
 * written, since uploaded lists are hashed by others.
 *
 * @throws Problem `invalid` naming the field that can't be read
 */
export async function hashesOf(
  { personSecret }: Pick<FindPorts, 'personSecret'>,
  who: Who,
): Promise<readonly string[]> {
  const phone = who.phone === undefined ? undefined : parseValidPhone(who.phone);
  if (who.phone !== undefined && phone === undefined) throw invalidField('body.phone', 'is not a phone number');
  const mailbox = who.email === undefined ? undefined : normalEmail(who.email);
  if (who.email !== undefined && mailbox === undefined) throw invalidField('body.email', 'is not an e-mail address');
  const names = [phone, mailbox, who.email?.trim().toLowerCase()].filter((name) => name !== undefined);
  if (names.length === 0) throw invalidField('body', 'names neither a phone nor an e-mail');
  const secret = await personSecret();
  return [...new Set(names)].map((name) => hashPerson(secret, name));
}

type Noted = Known['contacts'][number];

/** The newest contacts under one hash, at most `most`. */
async function contactsOf({ people }: FindPorts, hash: string, beforeMs: EpochMs, most: number): Promise<Noted[]> {
  const found: Noted[] = [];
  let before = beforeMs;
  while (found.length < most) {
    const page = await people.earlier(hash, 0, before);
    found.push(...page.map((contact) => ({ hash, contact })));
    const oldest = page.at(-1);
    if (page.length < MAX_CONTACTS || !oldest) break;
    before = oldest.startedAtMs;
  }
  return found;
}

/**
 * Finds what a person is known by, the newest `most` outcomes before an instant. Every channel notes its contacts under the
 * person's hashes, so nothing is scanned.
 */
export async function findPerson(ports: FindPorts, who: Who, most: number, beforeMs?: EpochMs): Promise<Found> {
  const hashes = await hashesOf(ports, who);
  const start = beforeMs ?? ports.clock.nowMs() + 1;
  const noted = (await Promise.all(hashes.map((hash) => contactsOf(ports, hash, start, most + 1)))).flat();
  const byOutcome = Map.groupBy(noted, ({ contact }) => contact.outcomeId);
  const ordered = [...byOutcome].sort(([, [a]], [, [b]]) => startOf(b) - startOf(a));
  const known: Known[] = [];
  for (const [outcomeId, contacts] of ordered.slice(0, most)) {
    const outcome = await ports.outcomes.get(outcomeId);
    if (outcome) known.push({ outcome, contacts });
  }
  const isAll = ordered.length <= most;
  const last = ordered[Math.min(most, ordered.length) - 1];
  return { hashes, known, moreBeforeMs: isAll || !last ? undefined : startOf(last[1][0]) };
}

const startOf = (noted: Noted | undefined): EpochMs => noted?.contact.startedAtMs ?? 0;
