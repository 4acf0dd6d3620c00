import type { Dialect, Fields } from './dialect.ts';

export interface Answered {
  readonly status: number;
  readonly body: string;
}

export interface Webhooks {
  /** Posts as the carrier does, signed. `url` is absolute, or a path of ours; undefined where no answer came in time. */
  post(url: string, fields: Fields): Promise<Answered | undefined>;
}

export interface WebhookOptions {
  /** Where the app listens, e.g. `http://127.0.0.1:4000`. */
  readonly baseUrl: string;
  /** The app's configured public address, when it differs. */
  readonly publicUrl?: string;
  /** What the carrier proves itself with: the app's secret of that carrier, or Telnyx's own half of the key. */
  readonly secret: string;
  /** How far the app's clock is ahead of this machine's. */
  readonly clockOffsetMs?: number;
  /** The carrier gives up after 15 s when absent. */
  readonly patienceMs?: number;
}

/** Twilio's limit; the others wait about as long. */
const CARRIER_MS = 15_000;

/** For what shows how calls are decided, not how soon a busy machine has started its functions: the same calls come to the same. */
export const PATIENT_MS = 60_000;

/**
 * Signed posts to the running app. What is signed is the public address, what is called is `baseUrl`: on a developer's
 * machine the public one may be a tunnel.
 */
export function signedWebhooks(dialect: Dialect, options: WebhookOptions): Webhooks {
  const { baseUrl, publicUrl = baseUrl, secret, clockOffsetMs = 0, patienceMs = CARRIER_MS } = options;
  return {
    async post(url, fields) {
      const signed = url.startsWith('/') ? publicUrl + url : url;
      const path = signed.startsWith(publicUrl) ? signed.slice(publicUrl.length) : undefined;
      if (path === undefined) throw new Error(`the app names an address that is not its own: ${new URL(url).host}`);
      const body = dialect.encode(fields);
      const headers = dialect.sign(secret, signed, body, Date.now() + clockOffsetMs);
      try {
        const answer = await fetch(baseUrl + path, {
          method: 'POST',
          headers: { 'content-type': dialect.contentType, ...headers },
          body,
          signal: AbortSignal.timeout(patienceMs),
        });
        return { status: answer.status, body: await answer.text() };
      } catch (error) {
        if (error instanceof DOMException && error.name === 'TimeoutError') return undefined;
        throw error;
      }
    },
  };
}
