import type { z } from 'zod';
import { openDispute as route } from '../../../shared/disputes/contract.ts';
import { DISPUTE_REASONS, type Dispute, OBJECTION_REASONS } from '../../../shared/disputes/model.ts';
import { type OpenPorts, openDispute } from '../../../shared/disputes/open-dispute.ts';
import { openObjection } from '../../../shared/disputes/open-objection.ts';
import type { ObjectionPorts } from '../../../shared/disputes/ports.ts';
import { viewDispute } from '../../../shared/disputes/show-disputes.ts';
import { invalidField } from '../../../shared/kernel/problem.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

type Ports = OpenPorts & ObjectionPorts;
type Body = z.output<NonNullable<typeof route.body>>;

export const handlerOf = (deps: ApiDeps & Ports): HttpHandler =>
  apiHandler(route, deps, async ({ principal, body }) => {
    const { role, subjectId } = principal;
    const open = role === 'publisher' ? openOfPublisher : openOfAdvertiser;
    return viewDispute(principal, await open(deps, subjectId, body));
  });

function openOfAdvertiser(ports: Ports, advertiserId: string, { reason: said, ...request }: Body): Promise<Dispute> {
  const reason = DISPUTE_REASONS.find((each) => each === said);
  if (!reason) throw invalidField('body.reason', `is one of ${DISPUTE_REASONS.join(', ')}`);
  return openDispute(ports, advertiserId, { ...request, reason });
}

function openOfPublisher(
  ports: Ports,
  publisherId: string,
  { reason: said, claimMinor, ...request }: Body,
): Promise<Dispute> {
  const reason = OBJECTION_REASONS.find((each) => each === said);
  if (!reason) throw invalidField('body.reason', `is one of ${OBJECTION_REASONS.join(', ')}`);
  if (claimMinor !== undefined) throw invalidField('body.claimMinor', 'is not a publisher’s to say: it is the whole');
  return openObjection(ports, publisherId, { ...request, reason });
}
