import { type TellPorts, tellChange } from '../../../shared/crm/tell-change.ts';
import { notFound } from '../../../shared/kernel/problem.ts';
import { type HttpHandler, httpStack } from '../../../shared/platform/http/http-stack.ts';
import { header, rawBody } from '../../../shared/platform/http/request.ts';
import type { Log } from '../../../shared/platform/log.ts';

/** HubSpot sends a hundred events at once at the most, Salesforce a hundred notifications. */
const MAX_BYTES = 256 * 1024;

export interface ReceiveCrmChangeDeps extends TellPorts {
  readonly log: Log;
  /** What HubSpot signs: the address as the outside knows it. */
  readonly publicUrl: string;
}

/** A CRM tells that records changed: bounded, proven, queued, and only then received. */
export const receiveCrmChangeHandler = (deps: ReceiveCrmChangeDeps): HttpHandler =>
  httpStack(deps.log, async (event) => {
    const connectionId = /^\/crm\/([A-Za-z0-9_.-]{1,80})\/[A-Za-z0-9_-]{1,80}$/.exec(event.rawPath)?.[1];
    if (!connectionId) throw notFound('this address');
    const receipt = await tellChange(deps, connectionId, {
      url: `${deps.publicUrl.replace(/\/$/, '')}${event.rawPath}`,
      body: rawBody(event, MAX_BYTES),
      header: (name) => header(event, name),
    });
    return { statusCode: 200, headers: { 'content-type': receipt.contentType }, body: receipt.body };
  });
