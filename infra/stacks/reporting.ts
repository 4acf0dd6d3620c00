import { getReportFunnel, getReportSeries, getReportWeek } from '../../shared/reporting/contract/charts.ts';
import { listClicks, putClicks } from '../../shared/reporting/contract/clicks.ts';
import { getQuality, listQuality } from '../../shared/reporting/contract/quality.ts';
import { downloadReport, getReport, listKpis } from '../../shared/reporting/contract/reports.ts';
import {
  createReportSchedule,
  getReportFile,
  listReportSchedules,
  openUnsubscribe,
  removeReportSchedule,
  unsubscribe,
} from '../../shared/reporting/contract/schedules.ts';
import { LAKE_FOLDER } from '../../shared/reporting/lake/model.ts';
import { REPORTS_FOLDER } from '../../shared/reporting/scheduled/model.ts';
import type { StageConfig } from '../config.ts';
import { withApiKey } from '../constructs/api-access.ts';
import type { Access, FunctionSpec } from '../constructs/function-spec.ts';

const keeping: Access = {
  tables: { reports: { actions: ['GetItem', 'PutItem'] }, outcomes: { actions: ['GetItem'] } },
};

type Tables = NonNullable<Access['tables']>;

/** Three months of facts are read and added up. */
const report = (
  verb: string,
  purpose: string,
  route: NonNullable<FunctionSpec['routes']>[number],
  more: Tables = {},
): FunctionSpec => ({
  context: 'reporting',
  verb,
  purpose,
  routes: [route],
  timeoutSeconds: 29,
  memoryMb: 1_024,
  access: withApiKey({ tables: { reports: { actions: ['Query'] }, ...more } }),
});

/** What rows stand for has names. */
const NAMES: Tables = { catalog: { actions: ['BatchGetItem'] } };

/** For functions that only say whether mail is sent. */
const senderOf = ({ mailSender }: StageConfig): Record<string, string> =>
  mailSender ? { MAIL_SENDER: mailSender } : {};

export const reportingFunctions = (config: StageConfig): readonly FunctionSpec[] => [
  {
    context: 'reporting',
    verb: 'keep-facts',
    purpose: 'Keeps what happened to outcomes for reports, each once however often the stream repeats it',
    stream: { from: 'outcomes', batchSize: 100, windowSeconds: 1 },
    access: keeping,
  },
  {
    context: 'reporting',
    verb: 'count-visits',
    purpose: 'Counts the visits that begin, those of the same seconds in one write',
    stream: { from: 'leases', batchSize: 1_000, windowSeconds: 5 },
    access: { tables: { reports: { actions: ['UpdateItem'] }, catalog: { actions: ['GetItem'] } } },
  },
  {
    context: 'reporting',
    verb: 'rebuild-facts',
    purpose: 'Keeps every fact anew from the outcomes themselves, each night and when it is invoked',
    // From five on it begins, and each hour it goes on until it is done.
    schedule: { expression: 'cron(15 * * * ? *)' },
    timeoutSeconds: 900,
    memoryMb: 1_024,
    access: { tables: { ...keeping.tables, outcomes: { actions: ['GetItem', 'Scan'] } } },
  },
  {
    context: 'reporting',
    verb: 'score-quality',
    purpose: 'Reckons the quality of each publisher and its sources each morning, and moves the deals that follow it',
    // After the facts were kept anew.
    schedule: { expression: 'cron(45 5 * * ? *)' },
    timeoutSeconds: 900,
    memoryMb: 1_024,
    access: {
      tables: {
        reports: { actions: ['Query', 'PutItem', 'DeleteItem'] },
        catalog: { actions: ['GetItem', 'PutItem', 'UpdateItem'], indexes: ['byOwner'] },
      },
    },
  },
  {
    context: 'reporting',
    verb: 'list-quality',
    purpose: 'Lists the quality of publishers as the caller may see it',
    routes: [listQuality],
    access: withApiKey({ tables: { reports: { actions: ['GetItem', 'BatchGetItem', 'Query'] } } }),
  },
  {
    context: 'reporting',
    verb: 'get-quality',
    purpose: 'Shows the quality of a publisher, its parts and its sources',
    routes: [getQuality],
    access: withApiKey({ tables: { reports: { actions: ['GetItem', 'Query'] } } }),
  },
  {
    context: 'reporting',
    verb: 'export-days',
    purpose: 'Writes facts, outcomes and entries of days as files that Athena reads, each night and when it is invoked',
    schedule: { expression: 'cron(55 5 * * ? *)' },
    timeoutSeconds: 900,
    memoryMb: 1_024,
    access: {
      tables: { reports: { actions: ['Query'] }, outcomes: { actions: ['BatchGetItem'] } },
      files: { actions: ['PutObject'], folder: LAKE_FOLDER },
    },
  },
  {
    context: 'reporting',
    verb: 'create-report-schedule',
    purpose: 'Takes down a report that somebody wants to be sent',
    routes: [createReportSchedule],
    access: withApiKey({ tables: { catalog: { actions: ['Query', 'PutItem', 'UpdateItem'] } } }),
    env: senderOf(config),
  },
  {
    context: 'reporting',
    verb: 'list-report-schedules',
    purpose: 'Lists the reports that the caller is sent',
    routes: [listReportSchedules],
    access: withApiKey({ tables: { catalog: { actions: ['Query'] } } }),
    env: senderOf(config),
  },
  {
    context: 'reporting',
    verb: 'remove-report-schedule',
    purpose: 'Sends a report no more',
    routes: [removeReportSchedule],
    access: withApiKey({ tables: { catalog: { actions: ['DeleteItem', 'UpdateItem'] } } }),
  },
  {
    context: 'reporting',
    verb: 'send-reports',
    purpose: 'Makes the reports that are due each hour, keeps them and sends them to whoever wanted them',
    schedule: { expression: 'cron(5 * * * ? *)' },
    timeoutSeconds: 900,
    memoryMb: 1_024,
    access: {
      tables: {
        reports: { actions: ['Query'] },
        catalog: { actions: ['GetItem', 'BatchGetItem', 'UpdateItem'], indexes: ['byOwner'] },
        webhooks: { actions: ['Query', 'PutItem'] },
      },
      queues: ['webhook-deliveries'],
      files: { actions: ['PutObject'], folder: REPORTS_FOLDER },
      secrets: ['LEASE_TOKEN'],
      mailFrom: config.mailSender,
    },
  },
  {
    context: 'reporting',
    verb: 'get-report-file',
    purpose: 'Shows a scheduled report to whoever has its link',
    routes: [getReportFile],
    access: { files: { actions: ['GetObject'], folder: REPORTS_FOLDER }, secrets: ['LEASE_TOKEN'] },
  },
  {
    context: 'reporting',
    verb: 'open-unsubscribe',
    purpose: 'Asks a recipient by the link in a mail whether they want no more of it, and changes nothing',
    routes: [openUnsubscribe],
    access: { tables: { catalog: { actions: ['GetItem'] } }, secrets: ['LEASE_TOKEN'] },
  },
  {
    context: 'reporting',
    verb: 'unsubscribe',
    purpose: 'Takes a recipient off a schedule by the link in a mail',
    routes: [unsubscribe],
    access: {
      tables: { catalog: { actions: ['GetItem', 'UpdateItem'] }, audit: { actions: ['GetItem', 'PutItem'] } },
      secrets: ['LEASE_TOKEN'],
    },
    env: { AUDIT_DAYS: String(config.auditDays) },
  },
  report('get-report', 'Outcomes, money and key figures as the caller may see them', getReport, NAMES),
  report('download-report', 'The same as CSV', downloadReport, NAMES),
  report('get-report-series', 'Measures over time, ready for a chart', getReportSeries),
  report('get-report-week', 'A measure by weekday and hour of the day', getReportWeek),
  report('get-report-funnel', 'How many go on from each stage to the next', getReportFunnel),
  {
    context: 'reporting',
    verb: 'put-clicks',
    purpose: 'Keeps what a publisher paid for clicks elsewhere, for its own reports',
    routes: [putClicks],
    access: withApiKey({ tables: { reports: { actions: ['PutItem'] }, catalog: { actions: ['GetItem'] } } }),
  },
  {
    context: 'reporting',
    verb: 'list-clicks',
    purpose: 'Shows a publisher what it entered of its clicks',
    routes: [listClicks],
    access: withApiKey({ tables: { reports: { actions: ['Query'] } } }),
  },
  {
    context: 'reporting',
    verb: 'list-kpis',
    purpose: 'Tells what each key figure means',
    routes: [listKpis],
    access: withApiKey(),
  },
];
