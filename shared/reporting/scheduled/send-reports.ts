import { Problem } from '../../kernel/problem.ts';
import { type Clock, DAY_MS } from '../../kernel/time.ts';
import type { SignedLinks } from '../../platform/signed-links.ts';
import { makeReport, type Report } from '../make-report.ts';
import type { Period, ReportPorts } from '../read-facts.ts';
import { dueMs, periodDue } from './due.ts';
import { composeLetter, subjectOf } from './letter/compose-letter.ts';
import { htmlLetter } from './letter/write-html.ts';
import { textLetter } from './letter/write-text.ts';
import { readerOf } from './manage-schedules.ts';
import { LINK_DAYS, REPORTS_FOLDER, type ReportSchedule } from './model.ts';
import type { LetterSender, NameReader, ReportFiles, ReportTeller, ScheduleStore } from './ports.ts';

export interface SendPorts extends ReportPorts {
  readonly schedules: Pick<ScheduleStore, 'all' | 'noteSent'>;
  readonly names: NameReader;
  readonly files: Pick<ReportFiles, 'put'>;
  readonly links: Pick<SignedLinks, 'sign'>;
  readonly publicUrl: string;
  readonly teller: ReportTeller;
  /** Where the network sends mail. */
  readonly mail?: LetterSender | undefined;
  readonly clock: Clock;
}

export interface SendResult {
  readonly sent: number;
  /** Which were not, and the name of what was thrown. */
  readonly failed: readonly { readonly scheduleId: string; readonly error: string }[];
  /** Which have recipients that nothing can be sent to: the stage names a sender no more. */
  readonly unmailed: readonly string[];
}

/**
 * Makes every report that is due, keeps it, and tells whoever wanted it. One that can't be made holds up no other, and is due
 * again in the next run; so is what a run leaves that stops half-way.
 */
export async function sendReports(ports: SendPorts): Promise<SendResult> {
  let sent = 0;
  const failed: SendResult['failed'][number][] = [];
  const unmailed: string[] = [];
  for await (const page of ports.schedules.all()) {
    for (const schedule of page) {
      const period = periodDue(schedule, ports.zone, ports.clock.nowMs());
      if (!period) continue;
      try {
        await sendOne(ports, schedule, period);
        sent += 1;
        if (schedule.recipients.length > 0 && !ports.mail) unmailed.push(schedule.scheduleId);
      } catch (error) {
        failed.push({ scheduleId: schedule.scheduleId, error: error instanceof Error ? error.name : 'unknown' });
      }
    }
  }
  return { sent, failed, unmailed };
}

/**
 * In this order: telling twice is telling once, a mail is worth a second copy rather than none, and what is noted was sent. Its time is when it was due, and not when it was
 * made, so that whoever is told again is told the same.
 */
async function sendOne(ports: SendPorts, schedule: ReportSchedule, period: Period): Promise<void> {
  const report = await reportOf(ports, schedule, period);
  const letter = await composeLetter(ports.names, { schedule, period, report, networkZone: ports.zone });
  const atMs = dueMs(schedule, period, ports.zone);
  const expiresAtMs = atMs + LINK_DAYS * DAY_MS;
  const keep = async (extension: string, type: string, body: string): Promise<string> => {
    const key = `${REPORTS_FOLDER}/${schedule.scheduleId}/${period.from}.${extension}`;
    await ports.files.put(key, body, type);
    return `${ports.publicUrl}/reports/${await ports.links.sign(key, expiresAtMs)}`;
  };
  const [html, text] = [htmlLetter(letter), textLetter(letter)];
  const htmlUrl = await keep('html', 'text/html; charset=utf-8', html);
  const textUrl = await keep('txt', 'text/plain; charset=utf-8', text);
  await ports.teller.tell({ ...period, schedule, atMs, htmlUrl, textUrl, expiresAtMs });
  const { recipients } = schedule;
  if (recipients.length > 0) await ports.mail?.send({ to: recipients, subject: subjectOf(letter), html, text });
  await ports.schedules.noteSent(schedule, period.from);
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
