import { z } from 'zod';
import { isZone } from '../kernel/time.ts';
import { QUEUE_NAMES, type QueueName, type QueueUrls } from './queue/queue-names.ts';

/**
 * Every variable that the CDK app may give a function, parsed once at cold start. A function names those it needs, and
 * fails at load, with the variable's name, when the stack forgot one.
 */
const variables = {
  STAGE: z.string().min(1),
  PUBLIC_URL: z.url(),
  NETWORK_ZONE: z.string().refine(isZone, 'not an IANA time zone'),
  LOG_LEVEL: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR', 'SILENT']).default('INFO'),
  TABLE_CATALOG: z.string().min(3),
  TABLE_LEASES: z.string().min(3),
  TABLE_OUTCOMES: z.string().min(3),
  TABLE_LEDGER: z.string().min(3),
  TABLE_PAYOUTS: z.string().min(3),
  TABLE_REPORTS: z.string().min(3),
  TABLE_WEBHOOKS: z.string().min(3),
  TABLE_AUDIT: z.string().min(3),
  TABLE_LIMITS: z.string().min(3),
  AUDIT_DAYS: z.coerce.number().int().min(1).max(36_500),
  KEY_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1),
  OIDC_ISSUER: z.url(),
  OIDC_CLIENT_ID: z.string().min(1),
  QUEUE_CALL_EVENTS: z.url(),
  QUEUE_CALL_SWEEPS: z.url(),
  QUEUE_APPOINTMENT_EVENTS: z.url(),
  QUEUE_LEADS: z.url(),
  QUEUE_OUTCOMES: z.url(),
  QUEUE_LATE_TRUTH: z.url(),
  QUEUE_PAYOUT_LINES: z.url(),
  QUEUE_ADJUSTMENTS: z.url(),
  DEAD_STREAM_FAILURES: z.url(),
  TWILIO_API_URL: z.url(),
  TELNYX_API_URL: z.url(),
  QUEUE_WEBHOOK_DELIVERIES: z.url(),
  QUEUE_CRM: z.url(),
  RECORD_CALLS: z.stringbool(),
  RECORDING_NOTICE: z.enum(['by-state', 'always', 'never']),
  PERSON_DAYS: z.coerce.number().int().min(400).max(36_500),
  RECORDING_DAYS: z.coerce.number().int().min(1).max(3_650),
  BUCKET_FILES: z.string().min(3),
  /** Absent where the network sends no mail. */
  MAIL_SENDER: z.email().optional(),
  SECRET_LEASE_TOKEN_ARN: z.string().min(1),
  SECRET_PERSON_HASH_ARN: z.string().min(1),
  SECRET_TWILIO_ARN: z.string().min(1),
  SECRET_TELNYX_ARN: z.string().min(1),
  SECRET_TELNYX_API_ARN: z.string().min(1),
  SECRET_TWILIO_API_ARN: z.string().min(1),
  SECRET_SIGNALWIRE_ARN: z.string().min(1),
  SECRET_PLIVO_ARN: z.string().min(1),
  SECRET_BANDWIDTH_ARN: z.string().min(1),
  SECRET_GENERIC_ARN: z.string().min(1),
  SECRET_OPERATOR_KEY_ARN: z.string().min(1),
  SECRET_DATA_KEY_ARN: z.string().min(1),
  SECRET_PAYOUT_SENDERS_ARN: z.string().min(1),
} as const;

type Variables = typeof variables;
export type EnvName = keyof Variables;
export type Env<N extends EnvName> = { readonly [K in N]: z.output<Variables[K]> };

/** Reads the named variables; throws with the name of the first one that is missing or malformed. */
export function readEnv<N extends EnvName>(...names: N[]): Env<N> {
  const result: Partial<Record<EnvName, unknown>> = {};
  for (const name of names) {
    const parsed = variables[name].safeParse(process.env[name]);
    if (!parsed.success) {
      throw new Error(`environment variable ${name}: ${parsed.error.issues[0]?.message ?? 'is malformed'}`);
    }
    result[name] = parsed.data;
  }
  return result as Env<N>;
}

/** Every queue and where its dead letters are; throws with the name of the first variable that is missing. */
export function readQueues(): ReadonlyMap<QueueName, QueueUrls> {
  const urlOf = (variable: string): string => {
    const parsed = z.url().safeParse(process.env[variable]);
    if (!parsed.success) throw new Error(`environment variable ${variable}: is no address of a queue`);
    return parsed.data;
  };
  return new Map(
    QUEUE_NAMES.map((name) => {
      const word = name.toUpperCase().replaceAll('-', '_');
      return [name, { url: urlOf(`QUEUE_${word}`), deadUrl: urlOf(`DEAD_${word}`) }] as const;
    }),
  );
}
