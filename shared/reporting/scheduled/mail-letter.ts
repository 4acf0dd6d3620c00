import { Problem } from '../../kernel/problem.ts';
import type { Day, EpochMs } from '../../kernel/time.ts';
import type { ReportSchedule } from './model.ts';
import type { LetterSender, Mail, Readers, WayOutLinks } from './ports.ts';

export interface MailPorts {
  readonly readers: Readers;
  /** Where the network sends mail. */
  readonly mail?: LetterSender | undefined;
  readonly wayOut: Pick<WayOutLinks, 'sign'>;
  readonly publicUrl: string;
}

/** Recipients that got no mail of a letter, and why; nothing of it is tried again. */
export interface Unmailed {
  readonly reason: string;
  readonly recipients: number;
  /** By the mail service: too many of them are its trouble with us. */
  readonly isRefused?: boolean;
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

/** A letter for one reader, with the way out in it. */
export type LetterFor = (leaveUrl: string) => Omit<Mail, 'to' | 'leaveUrl'>;

export interface Mailed {
  readonly unmailed: readonly Unmailed[];
  /** Who has it now, or never will. */
  readonly settled: readonly string[];
  /** What kept it from the others for now. */
  readonly failure?: unknown;
}

type Fate = 'sent' | 'refused' | 'stranger' | { readonly failure: unknown };

const REASONS = { refused: 'refused for good', stranger: 'no active user of its owner' } as const;

/**
 * Mails the letter of a period to each of its recipients who may still have it, and did not have it in an earlier run. A mail of
 * their own, since the way out is their own too. What SES refuses for good stays unsent; what it can't do now keeps it from
 * nobody else.
 */
export async function mailLetter(
  ports: MailPorts,
  schedule: ReportSchedule,
  { from, untilMs }: { readonly from: Day; readonly untilMs: EpochMs },
  letterFor: LetterFor,
): Promise<Mailed> {
  const { recipients, mailed } = schedule;
  if (recipients.length === 0) return { unmailed: [], settled: [] };
  const none = ports.mail ? await ports.readers.idleReason(schedule.owner) : 'the stage names no sender';
  if (none) return { unmailed: [{ reason: none, recipients: recipients.length }], settled: recipients };
  const before = mailed?.from === from ? mailed.to : [];
  const fates: [string, Fate][] = [];
  // One after the other: SES bounds how many leave in a second.
  for (const to of recipients.filter((each) => !before.includes(each))) {
    fates.push([to, await mailOne(ports, schedule, { to, untilMs }, letterFor)]);
  }
  const failed = fates.flatMap(([, fate]) => (typeof fate === 'object' ? [fate] : []));
  const unmailed = (['stranger', 'refused'] as const).flatMap((name) => {
    const so = fates.filter(([, fate]) => fate === name);
    return so.length > 0 ? [{ reason: REASONS[name], recipients: so.length, isRefused: name === 'refused' }] : [];
  });
  const settled = fates.flatMap(([to, fate]) => (typeof fate === 'object' ? [] : [to]));
  return { unmailed, settled: [...before, ...settled], ...failed[0] };
}

async function mailOne(
  { readers, mail, wayOut, publicUrl }: MailPorts,
  { owner, scheduleId }: ReportSchedule,
  { to, untilMs }: { readonly to: string; readonly untilMs: EpochMs },
  letterFor: LetterFor,
): Promise<Fate> {
  try {
    if (!mail || !(await readers.isReader(owner, to))) return 'stranger';
    const link = await wayOut.sign({ owner, scheduleId, readerId: readers.idOf(to) }, untilMs);
    const leaveUrl = `${publicUrl}/reports/unsubscribe/${link}`;
    return await mail.send({ to, leaveUrl, ...letterFor(leaveUrl) });
  } catch (failure) {
    return { failure };
  }
}
