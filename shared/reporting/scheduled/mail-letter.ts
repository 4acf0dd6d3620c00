import { Problem } from '../../kernel/problem.ts';
import type { ReportSchedule } from './model.ts';
import type { LetterSender, Mail, Readers } from './ports.ts';

export interface MailPorts {
  readonly readers: Readers;
  /** Where the network sends mail. */
  readonly mail?: LetterSender | undefined;
}

/** Recipients that got no mail of a letter, and why; nothing of it is tried again. */
export interface Unmailed {
  readonly reason: string;
  readonly recipients: number;
}

const NO_READER = 'is no active user of yours: have the network invite them first';

/**
 * Mail leaves in the network's name, so it goes to people whom the network let in, and for owners that are active.
 *
 * @throws Problem `forbidden` for a publisher that is not approved yet or paused, `invalid` naming each address of a stranger
 */
export async function checkRecipients(
  readers: Readers,
  { owner, recipients }: Pick<ReportSchedule, 'owner' | 'recipients'>,
): Promise<void> {
  if (recipients.length === 0) return;
  const idle = await readers.idleReason(owner);
  if (idle) throw new Problem('forbidden', `${idle}: no letters are mailed for it`);
  const known = await Promise.all(recipients.map((each) => readers.isReader(owner, each)));
  const strangers = known.flatMap((isKnown, index) => (isKnown ? [] : [`body.recipients.${index}`]));
  if (strangers.length === 0) return;
  const fields = strangers.map((field) => ({ field, message: NO_READER }));
  throw new Problem('invalid', `${strangers[0]}: ${NO_READER}`, fields);
}

/** Mails a letter to those of its recipients who may still have it. What SES refuses for good stays unsent; what it can't do now is thrown. */
export async function mailLetter(
  { readers, mail }: MailPorts,
  { owner, recipients }: ReportSchedule,
  letter: Omit<Mail, 'to'>,
): Promise<readonly Unmailed[]> {
  if (recipients.length === 0) return [];
  if (!mail) return [{ reason: 'the stage names no sender', recipients: recipients.length }];
  const idle = await readers.idleReason(owner);
  if (idle) return [{ reason: idle, recipients: recipients.length }];
  const known = await Promise.all(recipients.map((each) => readers.isReader(owner, each)));
  const to = recipients.filter((_each, index) => known[index]);
  const refused = to.length === 0 ? 0 : await refusedOf(mail, { ...letter, to });
  return [
    { reason: 'no active user of its owner', recipients: recipients.length - to.length },
    { reason: 'refused for good', recipients: refused },
  ].filter((each) => each.recipients > 0);
}

/** One mail to all; where that is refused, one to each, so that whom no mail may go to keeps it from nobody else. */
async function refusedOf(mail: LetterSender, letter: Mail): Promise<number> {
  if ((await mail.send(letter)) === 'sent') return 0;
  if (letter.to.length === 1) return 1;
  let refused = 0;
  for (const each of letter.to) if ((await mail.send({ ...letter, to: [each] })) === 'refused') refused += 1;
  return refused;
}
