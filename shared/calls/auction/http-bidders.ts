import type { Clock } from '../../kernel/time.ts';
import type { Outbound, OutboundAnswer, OutboundFailure } from '../../platform/http/outbound.ts';
import { signMessage } from '../../platform/http/sign-message.ts';
import type { Bidder, NoBid } from './model.ts';
import type { BidderLine, RawAnswer } from './ports.ts';

/** A bid has some three hundred bytes. */
const MAX_ANSWER_BYTES = 64 * 1024;

export interface LineDeps {
  readonly clock: Clock;
  readonly send: Outbound;
  /** What the bidder and we know. @throws when it can't be had */
  readonly secretOf: (bidder: Bidder) => Promise<string>;
}

/** Bidders over signed HTTP. */
export function httpBidders(deps: LineDeps): BidderLine {
  async function send(bidder: Bidder, messageId: string, message: object, signal: AbortSignal): Promise<RawAnswer> {
    const secret = await deps.secretOf(bidder).catch(() => undefined);
    if (secret === undefined) return { kind: 'failed', why: 'secret' };
    const body = JSON.stringify(message);
    const answer = await deps.send({
      method: 'POST',
      url: bidder.url,
      signal,
      maxAnswerBytes: MAX_ANSWER_BYTES,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...signMessage([secret], messageId, body, deps.clock.nowMs()),
      },
      body,
    });
    return readAnswer(answer);
  }

  return {
    ask: send,
    async tellWinner(bidder, messageId, won, signal) {
      const answer = await send(bidder, messageId, won, signal);
      return answer.kind === 'body' ? 'told' : 'not-told';
    },
  };
}

const NO_BID_OF: Readonly<Record<OutboundFailure, NoBid>> = {
  'malformed-url': 'private-address',
  'not-https': 'private-address',
  'private-address': 'private-address',
  'request-too-large': 'unreachable',
  timeout: 'late',
  unreachable: 'unreachable',
};

function readAnswer(answer: OutboundAnswer): RawAnswer {
  if (answer.kind === 'failed') return { kind: 'failed', why: NO_BID_OF[answer.why] };
  const { status, text, isCut } = answer;
  if (status === 204) return { kind: 'failed', why: 'declined' };
  if (status >= 300 && status < 400) return { kind: 'failed', why: 'redirect' };
  if (status !== 200) return { kind: 'failed', why: 'status' };
  return isCut ? { kind: 'failed', why: 'too-large' } : { kind: 'body', text };
}
