import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Carrier, CarrierRequest, VoiceAnswer } from '../../shared/calls/ports.ts';
import { FORM, JSON_BODY } from '../../shared/calls/twilio-signature.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import type { Count } from '../../shared/platform/count.ts';
import { COUNTERS } from '../../shared/platform/counters.ts';
import { type HttpHandler, httpStack } from '../../shared/platform/http/api.ts';
import { header, rawBody } from '../../shared/platform/http/request.ts';
import type { Log } from '../../shared/platform/log.ts';
import type { SecretReader } from '../../shared/platform/secrets.ts';

/** A carrier's webhook has some forty short fields; 16 KB is many times that. */
const MAX_WEBHOOK_BYTES = 16 * 1024;

export interface CarrierDeps {
  readonly log: Log;
  readonly count: Count;
  readonly carrier: Carrier;
  /** The account's auth token, and the one before it while it is rotated. */
  readonly secrets: SecretReader;
  readonly publicUrl: string;
}

/**
 * A carrier's webhook as a Lambda handler: bounded, verified, and only then read. A bad signature is counted and answered
 * 403 without a word about why.
 */
export function carrierHandler(
  deps: CarrierDeps,
  run: (request: CarrierRequest, event: APIGatewayProxyEventV2) => Promise<VoiceAnswer>,
): HttpHandler {
  return httpStack(deps.log, async (event) => {
    const request = requestOf(event, deps.publicUrl);
    if (!deps.carrier.verify(request, await deps.secrets())) {
      deps.count(COUNTERS.signatureRefused);
      throw new Problem('forbidden', `the request is not signed by ${deps.carrier.name}`);
    }
    const answer = await run(request, event);
    return {
      statusCode: 200,
      headers: { 'content-type': answer.contentType, 'cache-control': 'no-store' },
      body: answer.body,
    };
  });
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
