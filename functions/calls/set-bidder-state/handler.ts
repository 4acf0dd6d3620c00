import { setBidderState as route } from '../../../shared/calls/auction/contract-bidders.ts';
import { type SaveBidderPorts, setBidderState } from '../../../shared/calls/auction/save-bidder.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';
import { tagged } from '../../../shared/platform/http/reply.ts';
import { showBidder } from '../bidder-view.ts';

export const handlerOf = (deps: ApiDeps & Pick<SaveBidderPorts, 'offers' | 'bidders'>): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params, body, event }) =>
    tagged(showBidder(await setBidderState(deps, principal, params, body.state, seenVersion(event)))),
  );
