import { createHmac } from 'node:crypto';
import { type EpochMs, MINUTE_MS, SECOND_MS } from '../../kernel/time.ts';
import { isSameSecret } from '../../platform/compare-secrets.ts';
import type { ConnectedName, SignedWebhook } from './ports.ts';

const hmacHex = (secret: string, signed: string): string => createHmac('sha256', secret).update(signed).digest('hex');

/**
 * Cal.com: the hex HMAC-SHA256 of the raw body. It carries no time, so a replay is told by what it says.
 *
 * Source: https://cal.com/docs/developing/guides/automation/webhooks
 */
function isSignedByCal({ body, header }: SignedWebhook, secrets: readonly string[]): boolean {
  const given = header('x-cal-signature-256');
  return given !== undefined && secrets.some((secret) => isSameSecret(given, hmacHex(secret, body)));
}

/** Calendly tries again for a day with a new time each; an older one is somebody's copy. */
const TOLERANCE_MS = 5 * MINUTE_MS;
const MAX_PARTS = 5;

/**
 * Calendly: `t=<seconds>,v1=<hex>` over the time, a dot and the raw body.
 *
 * Source: https://developer.calendly.com/docs/webhooks/overview
 */
function isSignedByCalendly({ body, header }: SignedWebhook, secrets: readonly string[], nowMs: EpochMs): boolean {
  const parts = (header('calendly-webhook-signature') ?? '').split(',').slice(0, MAX_PARTS);
  const stamp = parts.find((part) => part.startsWith('t='))?.slice(2);
  if (!stamp || !/^\d{1,12}$/.test(stamp) || Math.abs(nowMs - Number(stamp) * SECOND_MS) > TOLERANCE_MS) return false;
  const given = parts.filter((part) => part.startsWith('v1=')).map((part) => part.slice(3));
  return secrets.some((secret) => given.some((each) => isSameSecret(each, hmacHex(secret, `${stamp}.${body}`))));
}

/** Whether the calendar sent exactly this, under one of our live secrets. Runs before anything is parsed. */
export const isSigned = (
  kind: ConnectedName,
  webhook: SignedWebhook,
  secrets: readonly string[],
  nowMs: EpochMs,
): boolean => (kind === 'cal.com' ? isSignedByCal(webhook, secrets) : isSignedByCalendly(webhook, secrets, nowMs));
