/** As often as a queue can be asked to wait: SQS delays a message 15 minutes at the most. */
const MAX_WAIT_SECONDS = 900;
const FIRST_WAIT_SECONDS = 15;

/** Three days at a quarter of an hour each, and the shorter waits before. */
export const MAX_ATTEMPTS = 295;

/**
 * Seconds until the next try: 15, 30, 60 … 900, each shortened at random by up to a half, so that what failed together does
 * not come back together; never sooner than the CRM asked for.
 *
 * @param attempt how many tries there were
 * @param random in [0, 1)
 */
export function waitSeconds(attempt: number, random: number, askedSeconds = 0): number {
  const doubled = FIRST_WAIT_SECONDS * 2 ** Math.min(attempt - 1, 10);
  const jittered = Math.min(doubled, MAX_WAIT_SECONDS) * (1 - random / 2);
  return Math.min(MAX_WAIT_SECONDS, Math.ceil(Math.max(jittered, askedSeconds)));
}
