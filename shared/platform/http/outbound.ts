import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import {
  guardedLookup,
  type OutboundPolicy,
  readOutboundUrl,
  type UrlRefusal,
  UrlRefusedError,
} from './outbound-url.ts';

/** A request to somebody else's system. */
export interface OutboundRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** From the look-up of the name to the last byte; {@link DEFAULT_TIMEOUT_MS} when absent. */
  readonly timeoutMs?: number;
  /** Ends it sooner. */
  readonly signal?: AbortSignal;
  /** What goes on after this is cut off, unread; {@link DEFAULT_ANSWER_BYTES} when absent. */
  readonly maxAnswerBytes?: number;
}

/** Why no answer came. */
export type OutboundFailure = UrlRefusal | 'request-too-large' | 'timeout' | 'unreachable';

export type OutboundAnswer =
  | {
      readonly kind: 'answer';
      /** A redirect is an answer like any other: what was meant for one address is not sent to another. */
      readonly status: number;
      /** Names in lower case; a header sent twice is joined by a comma. */
      readonly headers: Readonly<Record<string, string>>;
      readonly text: string;
      /** The answer was longer than `maxAnswerBytes`; `text` is its beginning. */
      readonly isCut: boolean;
    }
  | { readonly kind: 'failed'; readonly why: OutboundFailure };

/** Sends one request, once. Never throws: whatever the other side does is an answer. */
export type Outbound = (request: OutboundRequest) => Promise<OutboundAnswer>;

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_ANSWER_BYTES = 64 * 1024;
const MAX_REQUEST_BYTES = 512 * 1024;

/** Connections kept to each host: a handshake takes longer than most answers. */
const MAX_SOCKETS = 50;

/**
 * The one way out to addresses that outsiders name: HTTPS to public addresses as they are resolved for the very connection,
 * no redirects, time and sizes bounded. One per container, which keeps its connections.
 */
export function httpOutbound(policy: OutboundPolicy): Outbound {
  const plain = new HttpAgent({ keepAlive: true, maxSockets: MAX_SOCKETS });
  const secure = new HttpsAgent({ keepAlive: true, maxSockets: MAX_SOCKETS });

  return async (request) => {
    const { method, body = '', headers = {}, maxAnswerBytes = DEFAULT_ANSWER_BYTES } = request;
    const length = Buffer.byteLength(body);
    if (length > MAX_REQUEST_BYTES) return { kind: 'failed', why: 'request-too-large' };
    const timeout = AbortSignal.timeout(request.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
    try {
      const url = readOutboundUrl(request.url, policy);
      const isPlain = url.protocol === 'http:';
      const options: RequestOptions = {
        method,
        signal,
        agent: isPlain ? plain : secure,
        lookup: guardedLookup(url, policy),
        headers: { ...headers, ...(method === 'GET' ? {} : { 'content-length': length }) },
      };
      return await exchange(isPlain ? httpRequest : httpsRequest, url, options, body, maxAnswerBytes);
    } catch (error) {
      return { kind: 'failed', why: reasonOf(error, signal) };
    }
  };
}

function reasonOf(error: unknown, signal: AbortSignal): OutboundFailure {
  if (error instanceof UrlRefusedError) return error.why;
  return signal.aborted ? 'timeout' : 'unreachable';
}

function exchange(
  request: typeof httpRequest,
  url: URL,
  options: RequestOptions,
  body: string,
  maxAnswerBytes: number,
): Promise<OutboundAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      readAnswer(response, maxAnswerBytes).then(resolve, reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function readAnswer(response: IncomingMessage, maxBytes: number): Promise<OutboundAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop early closes the connection: nobody reads on to get it back.
  for await (const chunk of response) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > maxBytes) break;
  }
  return {
    kind: 'answer',
    status: response.statusCode ?? 0,
    headers: headersOf(response),
    text: Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8'),
    isCut: bytes > maxBytes,
  };
}

const headersOf = ({ headers }: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
