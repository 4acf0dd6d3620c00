import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Clock } from '../../kernel/time.ts';
import { assertPublicHost, PrivateAddressError, publicLookup } from '../../platform/http/public-address.ts';
import type { Bidder, NoBid } from './model.ts';
import type { BidderLine, RawAnswer } from './ports.ts';
import { signMessage } from './sign-message.ts';

/** A bid has some three hundred bytes. What goes on after this is cut off, unread. */
const MAX_ANSWER_BYTES = 64 * 1024;

/** Connections kept to each bidder: a handshake takes longer than most bids. */
const MAX_SOCKETS = 50;

export interface LineDeps {
  readonly clock: Clock;
  /** What the bidder and we know. @throws when it can't be had */
  readonly secretOf: (bidder: Bidder) => Promise<string>;
  /** Plain HTTP and private addresses: on a developer's machine only. */
  readonly allowPrivate: boolean;
}

/** Bidders over signed HTTP. Redirects are an answer, and a refused one: the signature was made for one address. */
export function httpBidders(deps: LineDeps): BidderLine {
  const agents = {
    http: new HttpAgent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
    https: new HttpsAgent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
  };

  async function send(bidder: Bidder, messageId: string, message: object, signal: AbortSignal): Promise<RawAnswer> {
    const secret = await deps.secretOf(bidder).catch(() => undefined);
    if (secret === undefined) return { kind: 'failed', why: 'secret' };
    try {
      const url = new URL(bidder.url);
      const isPlain = url.protocol === 'http:';
      if (!deps.allowPrivate) {
        if (isPlain) return { kind: 'failed', why: 'private-address' };
        assertPublicHost(url);
      }
      const body = JSON.stringify(message);
      const options: RequestOptions = {
        method: 'POST',
        signal,
        agent: isPlain ? agents.http : agents.https,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          accept: 'application/json',
          ...signMessage(secret, messageId, body, deps.clock.nowMs()),
        },
        ...(deps.allowPrivate ? {} : { lookup: publicLookup }),
      };
      return await exchange(isPlain ? httpRequest : httpsRequest, url, options, body);
    } catch (error) {
      return { kind: 'failed', why: reasonOf(error, signal) };
    }
  }

  return {
    ask: send,
    async tellWinner(bidder, messageId, won, signal) {
      const answer = await send(bidder, messageId, won, signal);
      return answer.kind === 'body' ? 'told' : 'not-told';
    },
  };
}

const reasonOf = (error: unknown, signal: AbortSignal): NoBid => {
  if (signal.aborted) return 'late';
  return error instanceof PrivateAddressError ? 'private-address' : 'unreachable';
};

function exchange(request: typeof httpRequest, url: URL, options: RequestOptions, body: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      readAnswer(response).then(resolve, reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function readAnswer(response: IncomingMessage): Promise<RawAnswer> {
  const status = response.statusCode ?? 0;
  if (status === 204) return discard(response, 'declined');
  if (status >= 300 && status < 400) return discard(response, 'redirect');
  if (status !== 200) return discard(response, 'status');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) return discard(response, 'too-large');
    chunks.push(chunk);
  }
  return { kind: 'body', text: Buffer.concat(chunks).toString('utf8') };
}

/** Closes the connection instead of reading what nobody wants. */
function discard(response: IncomingMessage, why: NoBid): RawAnswer {
  response.destroy();
  return { kind: 'failed', why };
}
