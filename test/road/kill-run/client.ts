import type { RunningApp } from '../running-app.ts';

/** Long enough for a move of the clock with all that it sets off. */
const TIMEOUT_MS = 180_000;

/** The app does not answer: it was killed. */
export class Gone extends Error {}

interface Client {
  get<T>(path: string): Promise<T>;
  text(path: string): Promise<string>;
  /** The answer's status; what is in it is asked for anew, since the answer may be lost. */
  send(
    method: 'POST' | 'PUT',
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly text: string }>;
}

/**
 * The app over HTTP, with an API key or without.
 *
 * @throws Gone where it was killed before it had answered
 */
export function client({ url }: Pick<RunningApp, 'url'>, key?: string): Client {
  const request = async (path: string, init: RequestInit = {}) => {
    const headers = { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) };
    try {
      const answer = await fetch(url + path, { ...init, headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
      return { status: answer.status, text: await answer.text() };
    } catch (error) {
      throw new Gone(`no answer to ${path}`, { cause: error });
    }
  };
  const text = async (path: string): Promise<string> => {
    const answer = await request(path);
    if (answer.status !== 200) throw new Error(`GET ${path} answered ${answer.status}: ${answer.text.slice(0, 500)}`);
    return answer.text;
  };
  return {
    text,
    get: async <T>(path: string) => JSON.parse(await text(path)) as T,
    send: (method, path, body) =>
      request(path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
  };
}
