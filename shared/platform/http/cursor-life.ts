import { createHash } from 'node:crypto';
import { invalidField } from '../../kernel/problem.ts';
import { DAY_MS, type EpochMs, MINUTE_MS, SECOND_MS } from '../../kernel/time.ts';
import { cursorRefused } from '../cursor.ts';

/** How long a list may be gone on with. Whoever comes later reads pages of two different lists, and begins anew instead. */
export const CURSOR_LIFE_MS = DAY_MS;

/** Clocks of two containers differ by less. */
const SKEW_MS = MINUTE_MS;

/** The cursor, the second in which it expires, and a sum over both: what was damaged or cut is told from what was given out. */
const STAMPED = /^([A-Za-z0-9_-]+)\.([0-9a-z]{1,8})\.([A-Za-z0-9_-]{8})$/;

const sumOf = (cursor: string, expiry: string): string =>
  createHash('sha256').update(`${cursor}.${expiry}`).digest('base64url').slice(0, 8);

/** A cursor as it leaves. */
export function stampCursor(cursor: string, nowMs: EpochMs): string {
  const expiry = Math.floor((nowMs + CURSOR_LIFE_MS) / SECOND_MS).toString(36);
  return `${cursor}.${expiry}.${sumOf(cursor, expiry)}`;
}

/**
 * The cursor in what came back.
 * @throws Problem `invalid` naming `query.cursor` for one that has expired, or was not given out like this
 */
export function unstampCursor(text: string, nowMs: EpochMs): string {
  const [, cursor = '', expiry = '', sum] = STAMPED.exec(text) ?? [];
  if (sum === undefined || sum !== sumOf(cursor, expiry)) throw cursorRefused();
  const expiresAtMs = Number.parseInt(expiry, 36) * SECOND_MS;
  if (expiresAtMs <= nowMs) throw invalidField('query.cursor', 'has expired: start again without it');
  if (expiresAtMs > nowMs + CURSOR_LIFE_MS + SKEW_MS) throw cursorRefused();
  return cursor;
}

const withText = (value: unknown, name: string, change: (text: string) => string): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  const text = (value as Record<string, unknown>)[name];
  return typeof text === 'string' ? { ...value, [name]: change(text) } : value;
};

/** The query with its cursor as lists know it. @throws Problem as {@link unstampCursor} */
export const readCursor = (query: unknown, nowMs: EpochMs): unknown =>
  withText(query, 'cursor', (text) => unstampCursor(text, nowMs));

/** The page with its cursor as it leaves. */
export const writeCursor = (page: unknown, nowMs: EpochMs): unknown =>
  withText(page, 'nextCursor', (cursor) => stampCursor(cursor, nowMs));
