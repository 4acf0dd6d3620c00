import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { CARRIERS, type CarrierName } from '../../shared/calls/model.ts';
import type { CallCommands, Carrier, CarrierRequest, Instruction } from '../../shared/calls/ports.ts';
import { FORM, JSON_BODY } from '../../shared/calls/twilio-signature.ts';
import { notFound, Problem } from '../../shared/kernel/problem.ts';
import type { Clock } from '../../shared/kernel/time.ts';
import type { Count } from '../../shared/platform/count.ts';
import { COUNTERS } from '../../shared/platform/counters.ts';
import { type HttpHandler, httpStack } from '../../shared/platform/http/http-stack.ts';
import { header, rawBody } from '../../shared/platform/http/request.ts';
import type { Log } from '../../shared/platform/log.ts';
import type { SecretReader } from '../../shared/platform/secrets.ts';

/** A carrier's webhook has some forty short fields; 16 KB is many times that. */
const MAX_WEBHOOK_BYTES = 16 * 1024;

/** A carrier that we have a contract with. */
export interface ConnectedCarrier {
  readonly carrier: Carrier;
  /** What it signs with, and the one before it while it is rotated. */
  readonly secrets: SecretReader;
  /** Where it is told by its own API what to do. */
  readonly commands?: CallCommands;
}

export interface CarrierDeps {
  readonly log: Log;
  readonly count: Count;
  readonly clock: Clock;
  /** Undefined for one that is served elsewhere. */
  readonly carriers: (name: CarrierName) => ConnectedCarrier | undefined;
  readonly publicUrl: string;
}

interface VerifiedWebhook {
  readonly carrier: Carrier;
  readonly request: CarrierRequest;
  readonly event: APIGatewayProxyEventV2;
}

/**
 * A carrier's webhook as a Lambda handler: bounded, verified, and only then read. The path says which carrier's rules hold,
 * so what one carrier signed is no good at another's address. A bad signature is counted and answered 403 without a word
 * about why.
 */
export function carrierHandler(
  deps: CarrierDeps,
  run: (webhook: VerifiedWebhook) => Promise<readonly Instruction[]>,
): HttpHandler {
  return httpStack(deps.log, async (event) => {
    const { carrier, secrets, commands } = connected(deps, event.rawPath);
    const request = requestOf(event, deps.publicUrl);
    if (!carrier.verify(request, await secrets(), deps.clock.nowMs())) {
      deps.count(COUNTERS.signatureRefused);
      throw new Problem('forbidden', `the request is not signed by ${carrier.name}`);
    }
    const instructions = await run({ carrier, request, event });
    if (commands) await commands.carryOut(request, instructions);
    const answer = carrier.write(instructions);
    return {
      statusCode: 200,
      headers: { 'content-type': answer.contentType, 'cache-control': 'no-store' },
      body: answer.body,
    };
  });
}

/** By the path as it came, since that is what was signed. */
function connected({ carriers }: CarrierDeps, rawPath: string): ConnectedCarrier {
  const text = /^\/carriers\/([^/]+)\//.exec(rawPath)?.[1];
  const name = CARRIERS.find((known) => known === text);
  const carrier = name && carriers(name);
  if (!carrier) throw notFound('this carrier');
  return carrier;
}

/**
 * What was signed: the configured public address with the path and query as they came. The request's own host says what
 * the gateway is called inside, or what an attacker wrote.
 */
function requestOf(event: APIGatewayProxyEventV2, publicUrl: string): CarrierRequest {
  const body = rawBody(event, MAX_WEBHOOK_BYTES);
  const contentType = (header(event, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (contentType !== FORM && contentType !== JSON_BODY) {
    throw new Problem('invalid', 'send a form or JSON', [
      { field: 'header.content-type', message: contentType === '' ? 'is missing' : 'is neither a form nor JSON' },
    ]);
  }
  const query = event.rawQueryString === '' ? '' : `?${event.rawQueryString}`;
  return {
    url: `${publicUrl.replace(/\/$/, '')}${event.rawPath}${query}`,
    contentType,
    body,
    header: (name) => header(event, name),
  };
}
