/** The local runtime's own routes, and the sample's set-up; the demo itself speaks the generated client (web/client). */
export interface Api {
  get<T>(path: string): Promise<T>;
  send<T>(method: 'POST' | 'PUT', path: string, body?: unknown): Promise<T>;
}

/** Long enough for a clock that works through a month of schedules on a busy machine. */
const TIMEOUT_MS = 120_000;

async function request(url: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (answer.ok) return answer;
  throw new Error(`${init.method ?? 'GET'} ${new URL(url).pathname} answered ${answer.status}: ${await answer.text()}`);
}

/** Calls the app with an API key, or without one for what the tag and the local runtime's own routes offer. */
export function api(baseUrl: string, key?: string): Api {
  const authorization: Record<string, string> = key ? { authorization: `Bearer ${key}` } : {};
  const parse = async <T>(answer: Response): Promise<T> =>
    (answer.status === 204 ? undefined : await answer.json()) as T;
  return {
    get: async (path) => parse(await request(baseUrl + path, { headers: authorization })),
    send: async (method, path, body) =>
      parse(
        await request(baseUrl + path, {
          method,
          headers: { ...authorization, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      ),
  };
}

/** Waits until `done` answers true; throws with `what` when the time is over. */
export async function until(what: string, done: () => Promise<boolean>, timeoutMs = 120_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await done())) {
    if (performance.now() > deadline) throw new Error(`gave up waiting: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

/** Runs a task per item, so many at a time. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await task(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
