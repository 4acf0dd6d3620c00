import type { z } from 'zod';
import { Problem } from '../../kernel/problem.ts';
import type { Outbound, OutboundRequest } from '../../platform/http/outbound.ts';

/** Where a carrier's API is, and how we say who we are. */
export interface ShopAccess {
  readonly baseUrl: string;
  /** What carriers call: our own public address. */
  readonly publicUrl: string;
  readonly send: Outbound;
}

const TIMEOUT_MS = 8_000;
const MAX_ANSWER_BYTES = 512 * 1024;

export interface ShopAnswer {
  readonly status: number;
  readonly json: unknown;
}

const jsonOf = (text: string): unknown => {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** @throws Problem `unavailable` when no answer comes, or one that says to come again */
export async function askShop(send: Outbound, carrier: string, request: OutboundRequest): Promise<ShopAnswer> {
  const answer = await send({ ...request, timeoutMs: TIMEOUT_MS, maxAnswerBytes: MAX_ANSWER_BYTES });
  if (answer.kind === 'failed') throw new Problem('unavailable', `${carrier} can not be asked: ${answer.why}`);
  if (answer.status === 429 || answer.status >= 500) {
    throw new Problem('unavailable', `${carrier} answered ${answer.status}`);
  }
  return { status: answer.status, json: jsonOf(answer.text) };
}

/** @throws Problem `unavailable` for an answer that is not as documented: what was done by it is asked for again */
export function readAs<T extends z.ZodType>(schema: T, carrier: string, { status, json }: ShopAnswer): z.output<T> {
  const parsed = schema.safeParse(json);
  if (status >= 300 || !parsed.success) {
    throw new Problem('unavailable', `${carrier} answered ${status}, and not as it documents`);
  }
  return parsed.data;
}

/** Short, and without a number in it. */
export const shopWords = (text: string): string => text.replace(/\+?\d[\d\s().-]{6,}\d/g, '…').slice(0, 200);
