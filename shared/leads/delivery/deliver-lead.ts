import type { CatalogReader } from '../../catalog/ports.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Clock } from '../../kernel/time.ts';
import type { Outbound } from '../../platform/http/outbound.ts';
import { signMessage } from '../../platform/http/sign-message.ts';
import type { StoredLead } from '../model.ts';
import type { ContactStore, LeadQueue } from '../ports.ts';
import { buildMessage } from './build-message.ts';
import { type Delivery, type DeliveryTarget, newDelivery } from './model.ts';
import type { Deliveries, DeliveryTargets, ReturnDesk } from './ports.ts';
import { type Reading, readAnswer } from './read-answer.ts';

export interface DeliverPorts {
  readonly targets: DeliveryTargets;
  readonly deliveries: Deliveries;
  readonly contacts: Pick<ContactStore, 'open'>;
  readonly catalog: Pick<CatalogReader, 'offerVersion'>;
  readonly desk: ReturnDesk;
  readonly send: Outbound;
  readonly queue: LeadQueue;
  readonly clock: Clock;
  readonly note: (what: string, details: Readonly<Record<string, unknown>>) => void;
}

/** An endpoint that hangs holds nobody up for longer. */
const TIMEOUT_MS = 8_000;
const MAX_ANSWER_BYTES = 16 * 1024;

/** Ten seconds, thirty, ninety … then every quarter of an hour (the longest that a queue waits), for a day. */
const FIRST_RETRY_SECONDS = 10;
const MAX_RETRY_SECONDS = 900;
export const MAX_ATTEMPTS = 100;

const pauseAfter = (attempts: number): number =>
  Math.min(MAX_RETRY_SECONDS, FIRST_RETRY_SECONDS * 3 ** Math.min(attempts - 1, 10));

/**
 * Brings a bought lead to its advertiser, once: what was taken is not sent again, what failed is tried again later with the
 * same message id, and what is given back in the answer goes to the desk of disputes like any other return.
 */
export async function deliverLead(ports: DeliverPorts, lead: StoredLead): Promise<void> {
  const { outcomeId: leadId, terms } = lead.outcome;
  const target = await ports.targets.get(terms.offerId);
  if (target?.state !== 'active') return;
  const seen = (await ports.deliveries.get(leadId)) ?? newDelivery(leadId);
  if (seen.state !== 'waiting') return;
  const contact = await ports.contacts.open(leadId);
  if (!contact) return;
  const { contentType, body } = buildMessage(target, lead, contact);
  const secret = await ports.targets.secretOf(terms.offerId);
  const answer = await ports.send({
    method: 'POST',
    url: target.url,
    timeoutMs: TIMEOUT_MS,
    maxAnswerBytes: MAX_ANSWER_BYTES,
    headers: {
      'content-type': contentType,
      accept: 'application/json',
      ...signMessage([secret], leadId, body, ports.clock.nowMs()),
    },
    body,
  });
  await takeAnswer(ports, lead, seen, await checked(ports, lead, readAnswer(answer, target)), target);
}

/** A reason that the form does not allow is no return: it is tried again, and the advertiser sees why. */
async function checked(ports: DeliverPorts, { outcome }: StoredLead, reading: Reading): Promise<Reading> {
  if (reading.kind !== 'returned') return reading;
  const { lead } = await ports.catalog.offerVersion(outcome.terms.offerId, outcome.terms.offerVersion);
  const isAllowed = lead?.returnReasons.some((reason) => reason === reading.reason) === true;
  return isAllowed ? reading : { kind: 'failed', why: 'reason-not-allowed' };
}

async function takeAnswer(
  ports: DeliverPorts,
  lead: StoredLead,
  seen: Delivery,
  reading: Reading,
  { advertiserId }: DeliveryTarget,
): Promise<void> {
  const nowMs = ports.clock.nowMs();
  const { outcomeId: leadId } = lead.outcome;
  const attempts = seen.attempts + 1;
  if (reading.kind === 'failed') {
    const isOver = attempts >= MAX_ATTEMPTS;
    ports.note('a lead was not taken', { leadId, attempts, why: reading.why, isOver });
    const next = {
      ...seen,
      attempts,
      problem: reading.why,
      state: isOver ? ('failed' as const) : ('waiting' as const),
    };
    if (isOver) await ports.deliveries.save(seen, next);
    else await tryLater(ports, seen, next);
    return;
  }
  const delivered = { ...seen, attempts, problem: undefined, deliveredAtMs: nowMs };
  if (reading.kind === 'accepted') {
    await ports.deliveries.save(seen, { ...delivered, state: 'delivered', reference: reading.reference });
    return;
  }
  const { reason, note } = reading;
  await openOnce(ports.desk, advertiserId, {
    outcomeId: leadId,
    reason,
    note: note ?? `returned on delivery: ${reason}`,
  });
  await ports.deliveries.save(seen, { ...delivered, state: 'returned', returnReason: reason });
}

/** Queued before it is written down: a message too many finds the delivery as it stands. */
async function tryLater(ports: DeliverPorts, seen: Delivery, next: Delivery): Promise<void> {
  const { leadId, attempts } = next;
  await ports.queue.send({ v: 1, kind: 'look-after', leadId, step: attempts }, { delaySeconds: pauseAfter(attempts) });
  await ports.deliveries.save(seen, next);
}

/** A return that died before it was written down is opened again: then it stands already. */
async function openOnce(
  desk: ReturnDesk,
  advertiserId: string,
  request: Parameters<ReturnDesk['open']>[1],
): Promise<void> {
  await desk.open(advertiserId, request).catch((error: unknown) => {
    if (!(error instanceof Problem) || error.kind !== 'conflict') throw error;
  });
}
