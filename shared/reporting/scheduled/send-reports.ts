import { Problem } from '../../kernel/problem.ts';
import { type Clock, DAY_MS } from '../../kernel/time.ts';
import type { SignedLinks } from '../../platform/signed-links.ts';
import { makeReport, type Report, type RowPorts } from '../make-report.ts';
import type { Period } from '../read-facts.ts';
import { dueMs, periodDue } from './due.ts';
import { composeLetter, subjectOf } from './letter/compose-letter.ts';
import { htmlLetter } from './letter/write-html.ts';
import { textLetter } from './letter/write-text.ts';
import { type Mailed, type MailPorts, mailLetter, type Unmailed } from './mail-letter.ts';
import { readerOf } from './manage-schedules.ts';
import { LINK_DAYS, REPORTS_FOLDER, type ReportSchedule, WAY_OUT_DAYS } from './model.ts';
import type { ReportFiles, ReportTeller, ScheduleStore } from './ports.ts';

export interface SendPorts extends RowPorts, MailPorts {
  readonly schedules: Pick<ScheduleStore, 'all' | 'noteSent' | 'noteMailed'>;
  readonly files: Pick<ReportFiles, 'put'>;
  readonly links: Pick<SignedLinks, 'sign'>;
  readonly teller: ReportTeller;
  readonly clock: Clock;
}

export interface SendResult {
  readonly sent: number;
  /** Which were not, and the name of what was thrown. */
  readonly failed: readonly { readonly scheduleId: string; readonly error: string }[];
  /** Which were sent without some of their mail: that is final for the period. */
  readonly unmailed: readonly (Unmailed & { readonly scheduleId: string })[];
}

/**
 * Makes every report that is due, keeps it, and tells whoever wanted it. One that can't be made holds up no other, and is due
 * again in the next run; so is what a run leaves that stops half-way.
 */
export async function sendReports(ports: SendPorts): Promise<SendResult> {
  let sent = 0;
  const failed: SendResult['failed'][number][] = [];
  const unmailed: SendResult['unmailed'][number][] = [];
  for await (const page of ports.schedules.all()) {
    for (const schedule of page) {
      const period = periodDue(schedule, ports.zone, ports.clock.nowMs());
      if (!period) continue;
      try {
        const mailed = await sendOne(ports, schedule, period);
        unmailed.push(...mailed.unmailed.map((each) => ({ ...each, scheduleId: schedule.scheduleId })));
        if (mailed.failure) throw mailed.failure;
        sent += 1;
      } catch (error) {
        failed.push({ scheduleId: schedule.scheduleId, error: error instanceof Error ? error.name : 'unknown' });
      }
    }
  }
  return { sent, failed, unmailed };
}

/**
 * In this order: telling twice is telling once, a mail is worth a second copy rather than none, and what is noted was sent. Where some can't be mailed
 * now, the others are noted, so that the next run mails those alone. Its time is when it was due, and not when it was
 * made, so that whoever is told again is told the same.
 */
async function sendOne(ports: SendPorts, schedule: ReportSchedule, period: Period): Promise<Mailed> {
  const report = await reportOf(ports, schedule, period);
  const letter = composeLetter({ schedule, period, report, networkZone: ports.zone });
  const atMs = dueMs(schedule, period, ports.zone);
  const expiresAtMs = atMs + LINK_DAYS * DAY_MS;
  const keep = async (extension: string, type: string, body: string): Promise<string> => {
    const key = `${REPORTS_FOLDER}/${schedule.scheduleId}/${period.from}.${extension}`;
    await ports.files.put(key, body, type);
    return `${ports.publicUrl}/reports/${await ports.links.sign(key, expiresAtMs)}`;
  };
  const htmlUrl = await keep('html', 'text/html; charset=utf-8', htmlLetter(letter));
  const textUrl = await keep('txt', 'text/plain; charset=utf-8', textLetter(letter));
  await ports.teller.tell({ ...period, schedule, atMs, htmlUrl, textUrl, expiresAtMs });
  const { from } = period;
  const mailed = await mailLetter(ports, schedule, { from, untilMs: atMs + WAY_OUT_DAYS * DAY_MS }, (leaveUrl) => ({
    ...{ subject: subjectOf(letter), html: htmlLetter(letter, leaveUrl), text: textLetter(letter, leaveUrl) },
  }));
  if (mailed.failure) await ports.schedules.noteMailed(schedule, { from, to: mailed.settled });
  else await ports.schedules.noteSent(schedule, from);
  return mailed;
}

/** What its owner may see now. One that is larger than a report may be is not tried again each hour: the letter says so. */
async function reportOf(
  ports: SendPorts,
  { owner, groupBy, filter }: ReportSchedule,
  period: Period,
): Promise<Report | { readonly refused: string }> {
  try {
    return await makeReport(ports, readerOf(owner), { ...period, groupBy, filter });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { refused: `This report could not be made. ${error.message}.` };
  }
}
