import type { IdSource } from '../../kernel/ids.ts';
import { invalidField, notFound, Problem } from '../../kernel/problem.ts';
import { type Clock, toIso } from '../../kernel/time.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { checkDimensions } from '../hidden.ts';
import { ownFilter, type Who } from '../read-facts.ts';
import { newestDue, nextDueMs } from './due.ts';
import { checkRecipients } from './mail-letter.ts';
import { MAX_SCHEDULES_PER_OWNER, type ReportSchedule, type ScheduleOwner } from './model.ts';
import type { Readers, ScheduleStore } from './ports.ts';

export interface ManagePorts {
  readonly schedules: ScheduleStore;
  readonly clock: Clock;
  /** The network's zone. */
  readonly zone: string;
  /** Where mail comes from; none is sent where there is none. */
  readonly mailSender?: string | undefined;
}

export interface CreatePorts extends ManagePorts {
  readonly readers: Readers;
}

export type ScheduleDraft = Omit<ReportSchedule, 'scheduleId' | 'owner' | 'createdAtMs' | 'sentFrom'>;

/** A key of an advertiser or publisher has its subject's schedules; finance and operators have the network's. */
export const scheduleOwner = ({ role, subjectId }: Pick<Principal, 'role' | 'subjectId'>): ScheduleOwner =>
  role === 'advertiser' || role === 'publisher' ? { kind: role, id: subjectId } : { kind: 'network', id: 'network' };

/** Whose eyes a letter is made for. */
export const readerOf = ({ kind, id }: ScheduleOwner): Who => ({
  role: kind === 'network' ? 'operator' : kind,
  subjectId: id,
});

const tooMany = (): Problem =>
  new Problem('conflict', `there are at most ${MAX_SCHEDULES_PER_OWNER} schedules: remove one first`);

const NO_MAIL =
  'can not be served: this network sends no mail. Leave them out, and `report.ready` brings your webhooks links to each letter';

/**
 * A report to be sent from the hour on that comes next; what was over by then is not. The same id again is the same schedule.
 *
 * @throws Problem `forbidden` for a key that may not read reports and for recipients of a publisher that is not active, `invalid`
 *   naming the field, `not-found` where it asks for another's, `conflict` where the owner has too many
 */
export async function createSchedule(
  { schedules, clock, zone, mailSender, readers }: CreatePorts,
  ids: IdSource,
  principal: Principal,
  draft: ScheduleDraft,
): Promise<ReportSchedule> {
  if (!principal.scopes.includes('outcomes:read')) throw new Problem('forbidden', 'this needs the scope outcomes:read');
  checkDimensions(principal.role, draft.groupBy, 'body.groupBy');
  ownFilter(principal, draft.filter, 'body.filter');
  if (draft.recipients.length > 0 && !mailSender) throw invalidField('body.recipients', NO_MAIL);
  const owner = scheduleOwner(principal);
  const scheduleId = ids.next('schedule');
  const own = await schedules.ofOwner(owner);
  const known = own.find((each) => each.scheduleId === scheduleId);
  if (known) return known;
  if (own.length >= MAX_SCHEDULES_PER_OWNER) throw tooMany();
  await checkRecipients(readers, { owner, recipients: draft.recipients });
  const nowMs = clock.nowMs();
  const { from: sentFrom } = newestDue(draft, zone, nowMs);
  const schedule = { ...draft, scheduleId, owner, createdAtMs: nowMs, sentFrom };
  // Others may have been made since they were counted: what is written has the last word.
  if (!(await schedules.create(schedule))) throw tooMany();
  return schedule;
}

/** @throws Problem `not-found`, for another owner's as well */
export async function removeSchedule(
  { schedules }: Pick<ManagePorts, 'schedules'>,
  principal: Principal,
  scheduleId: string,
): Promise<void> {
  if (!(await schedules.remove(scheduleOwner(principal), scheduleId))) throw notFound('the schedule');
}

/** As its owner sees it. */
export function showSchedule(schedule: ReportSchedule, networkZone: string) {
  const { owner: _owner, sentFrom: _sent, createdAtMs, groupBy, recipients, ...shown } = schedule;
  const nextAt = toIso(nextDueMs(schedule, networkZone));
  return { ...shown, groupBy: [...groupBy], recipients: [...recipients], createdAt: toIso(createdAtMs), nextAt };
}
