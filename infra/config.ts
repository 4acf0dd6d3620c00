import { z } from 'zod';

const CLOUDWATCH_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 3653,
] as const;

const switchSchema = z.union([z.boolean(), z.stringbool()]);

const stageConfigFields = z.strictObject({
  /** Names every resource; `local` is the stage that runs on one machine. */
  stage: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,15}$/, 'lower-case letters, digits and hyphens, at most 16, a letter first'),
  account: z
    .string()
    .regex(/^\d{12}$/, 'twelve digits')
    .optional(),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as us-east-1')
    .optional(),
  /** Periods, days and payout schedules are cut in this zone. */
  networkZone: z.string().refine(isTimeZone, 'an IANA time zone such as America/New_York'),
  /** What carriers call and sign; the API's own address when absent. */
  publicUrl: z.string().refine(isBaseUrl, 'an http(s) address without a path, query or trailing slash').optional(),
  /** An OpenID Connect provider of one's own, with the console's client id there; a user pool is made when absent. */
  signInIssuer: z.url({ protocol: /^https$/ }).optional(),
  signInClientId: z.string().min(1).max(200).optional(),
  logLevel: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']),
  logRetentionDays: z.coerce.number().refine(isRetention, `one of ${CLOUDWATCH_RETENTION_DAYS.join(', ')}`),
  alarmEmail: z.email().optional(),
  /** The address that mail to people comes from, verified in SES by itself or by its domain; no mail is sent when absent. */
  mailSender: z.email().optional(),
  /** Tables, files and secrets outlive the stack; protected tables refuse deletion. */
  retainData: switchSchema,
  /** Of each operation behind a key. */
  apiRequestsPerSecond: z.coerce.number().int().min(1).max(10_000),
  apiBurstRequests: z.coerce.number().int().min(1).max(5_000),
  /** Of each operation that carriers, visitors and calendars call. */
  openRequestsPerSecond: z.coerce.number().int().min(1).max(10_000),
  openBurstRequests: z.coerce.number().int().min(1).max(5_000),
  /** What one API key may ask for, over all operations. */
  keyRequestsPerMinute: z.coerce.number().int().min(6).max(600_000),
  /** For how many days it is kept who changed what. */
  auditDays: z.coerce.number().int().min(1).max(36_500),
  /** Calls are recorded by the carrier, after a notice to both sides. */
  recordCalls: switchSchema,
  /** When a recorded caller is told so: where the stricter law of both ends asks for it, always, or never. */
  recordingNotice: z.enum(['by-state', 'always', 'never']),
  /**
   * For how many days it is kept who a lead, an attendee or a caller was; verdicts and money stay. Criteria look back for a
   * year, so no less.
   */
  personDays: z.coerce.number().int().min(400).max(36_500),
  /** For how many days after its call a recording may be listened to. */
  recordingDays: z.coerce.number().int().min(1).max(3_650),
  /** EventBridge Scheduler expression, in the network's zone. */
  payoutSchedule: z.string().regex(/^(cron|rate)\(.+\)$/, 'cron(…) or rate(…)'),
});

const stageConfigSchema = stageConfigFields.refine(
  ({ signInIssuer, signInClientId }) => (signInIssuer === undefined) === (signInClientId === undefined),
  { path: ['signInClientId'], message: 'goes with signInIssuer: both or neither' },
);

export type StageConfig = Readonly<z.infer<typeof stageConfigSchema>>;

type Field = keyof typeof stageConfigFields.shape;
type Source = (key: string) => unknown;

export const CONFIG_FIELDS = Object.keys(stageConfigFields.shape) as Field[];

/** At 06:00 what ended yesterday is long closed (a run may open 60 minutes after its last day). */
const defaults = {
  networkZone: 'America/New_York',
  logLevel: 'INFO',
  logRetentionDays: 30,
  retainData: true,
  recordCalls: false,
  recordingNotice: 'by-state',
  recordingDays: 90,
  // Claims under the TCPA come for four years: until then consent must be proven.
  personDays: 1_827,
  apiRequestsPerSecond: 1_000,
  apiBurstRequests: 500,
  openRequestsPerSecond: 2_000,
  openBurstRequests: 1_000,
  keyRequestsPerMinute: 6_000,
  // Seven years, as long as books have to be kept.
  auditDays: 2_557,
  payoutSchedule: 'cron(0 6 * * ? *)',
};

/** What a stage changes; any name not listed here is treated like production: careful. */
const stageDefaults: Readonly<Record<string, Partial<Record<Field, unknown>>>> = {
  // What it would send is written to files.
  local: { retainData: false, logLevel: 'INFO', mailSender: 'reports@callbourse.example' },
  dev: { retainData: false, logRetentionDays: 7 },
};

/**
 * Reads the stage's configuration: stage defaults, then `CALLBOURSE_<FIELD>` of the environment, then `-c <field>=…` of the CDK.
 * @throws Error naming each bad field and where it can be set.
 */
export function readStageConfig(
  env: Readonly<Record<string, string | undefined>>,
  context: Source = () => undefined,
): StageConfig {
  const stage = String(context('stage') ?? env.CALLBOURSE_STAGE ?? 'dev');
  const raw: Record<string, unknown> = { ...defaults, ...stageDefaults[stage], stage };
  if (stage === 'local') raw.publicUrl = `http://127.0.0.1:${env.CALLBOURSE_PORT || 4000}`;
  for (const field of CONFIG_FIELDS) {
    const value = context(field) ?? env[environmentName(field)];
    if (value !== undefined && value !== '') raw[field] = value;
  }
  const parsed = stageConfigSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const complaints = parsed.error.issues.map(({ path, message }) => {
    const field = String(path[0]);
    return `  ${field} (${environmentName(field)} or -c ${field}=…): ${message}`;
  });
  throw new Error(`The stage's configuration is not usable:\n${complaints.join('\n')}`);
}

export function environmentName(field: string): string {
  return `CALLBOURSE_${field.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return !/^[+-]/.test(zone);
  } catch {
    return false;
  }
}

function isBaseUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text;
}

function isRetention(days: number): boolean {
  return (CLOUDWATCH_RETENTION_DAYS as readonly number[]).includes(days);
}
