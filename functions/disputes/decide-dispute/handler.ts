import type { z } from 'zod';
import { decideDispute } from '../../../shared/disputes/contract.ts';
import { type DecidePorts, type Move, moveOn } from '../../../shared/disputes/decide-dispute.ts';
import { viewDispute } from '../../../shared/disputes/show-disputes.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & DecidePorts): HttpHandler =>
  apiHandler(decideDispute, deps, async ({ principal, params, body }) => {
    const { note } = body;
    const by = { role: 'operator', subjectId: principal.subjectId } as const;
    return viewDispute(principal, await moveOn(deps, params.disputeId, by, moveOf(body), { note }));
  });

function moveOf(body: z.output<NonNullable<typeof decideDispute.body>>): Move {
  if (body.decision !== 'accept-part') return { kind: body.decision };
  return { kind: body.decision, creditMinor: body.creditMinor, clawbackMinor: body.clawbackMinor };
}
