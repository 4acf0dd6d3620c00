import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './api.d.ts';

/** Every operation, its parameters, body and answers typed: `client.GET('/v1/offers/{offerId}', …)`. */
export type CallbourseClient = Client<paths>;

/** The schemas that the document names: `Schema<'Offer'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

export interface ClientOptions {
  /** Where the API answers, without a slash at the end. */
  readonly baseUrl: string;
  /** An API key or a person's token; asked for before each request, so that a renewed one is used at once. */
  readonly token?: () => string | undefined;
  /** Bounds each request; 20 s when absent. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 20_000;

/**
 * A client of the API for browsers and Node. It answers `{ data, response }` or `{ error, response }`, `error` being the
 * problem (RFC 9457) that the API answered with; it throws only when there was no answer.
 */
export function callbourseClient({ baseUrl, token, timeoutMs = TIMEOUT_MS }: ClientOptions): CallbourseClient {
  const client = createClient<paths>({ baseUrl });
  client.use({
    onRequest({ request }) {
      const bearer = token?.();
      if (bearer !== undefined) request.headers.set('authorization', `Bearer ${bearer}`);
      return new Request(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]) });
    },
  });
  return client;
}

/** What the API answered, for callers who have nothing to say to a refusal. */
export async function dataOf<T>(
  answer: Promise<{ readonly data?: T; readonly error?: unknown; readonly response: Response }>,
): Promise<T> {
  const { data, error, response } = await answer;
  if (response.ok) return data as T;
  throw new Error(`${new URL(response.url).pathname} answered ${response.status}: ${JSON.stringify(error)}`);
}
