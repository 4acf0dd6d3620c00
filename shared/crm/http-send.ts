import type { Outbound } from '../platform/http/outbound.ts';
import type { Send } from './ports.ts';

/** No caller waits for a CRM; Salesforce's own triggers can take some seconds. */
const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 256 * 1024;

/** Seconds, as all three CRMs send it; the date form of RFC 9110 is not read. */
const secondsOf = (retryAfter: string | undefined): number | undefined =>
  retryAfter !== undefined && /^\d{1,5}$/.test(retryAfter) ? Number(retryAfter) : undefined;

/** Requests to CRMs over the one way out (platform/http/outbound.ts). */
export const httpSend =
  (outbound: Outbound): Send =>
  async (exchange) => {
    const answer = await outbound({ ...exchange, timeoutMs: TIMEOUT_MS, maxAnswerBytes: MAX_ANSWER_BYTES });
    if (answer.kind === 'failed') throw new Error(answer.why);
    const { status, text, headers } = answer;
    return { status, text, retryAfterSeconds: secondsOf(headers['retry-after']) };
  };
