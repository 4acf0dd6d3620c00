import { Logger } from '@aws-lambda-powertools/logger';

/**
 * Structured logs. What may be logged: ids, kinds, counts, durations. What may not: phone numbers, bodies, keys, tokens,
 * bank details. So there is no "log the event" helper here.
 */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

export const createLog = (service: string): Log => new Logger({ serviceName: service });
