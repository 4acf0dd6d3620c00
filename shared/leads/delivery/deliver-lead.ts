import type { CatalogReader } from '../../catalog/ports.ts';
import { Problem } from '../../kernel/problem.ts';
import { type Clock, SECOND_MS } from '../../kernel/time.ts';
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

/** Longer than a try takes. Whoever died meanwhile: its message comes back later than that. */
const BUSY_MS = 60 * SECOND_MS;

/**
 * Brings a bought lead to its advertiser, once: what was taken is not sent again, two at a time do not both send, what failed
 * is tried again later with the same message id, and what is given back in the answer goes to the desk of disputes like any
 * other return.
 *
 * @param attempts how many tries there were when this one was asked for; otherwise another message looks after it
 */
export async function deliverLead(ports: DeliverPorts, lead: StoredLead, attempts: number): Promise<void> {
  const { outcomeId: leadId, terms } = lead.outcome;
  const target = await ports.targets.get(terms.offerId);
  if (target?.state !== 'active') return;
  const seen = await claim(ports, leadId, attempts);
  // A queue may hand one message to two: whoever is at it may still fail, and this one's end takes the message away.
  if (seen === 'busy') return lookAgain(ports, leadId, attempts);
  const contact = seen && (await ports.contacts.open(leadId));
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

/**
 * Takes this try for itself; undefined where it is done or a later try's turn, `busy` while somebody else makes it. The message of
 * a next try is queued before the try before it is written down, and may be here first: then it waits for that, or takes its place.
 */
async function claim(
  { deliveries, clock }: DeliverPorts,
  leadId: string,
  attempts: number,
): Promise<Delivery | 'busy' | undefined> {
  const seen = (await deliveries.get(leadId)) ?? newDelivery(leadId);
  const nowMs = clock.nowMs();
  if (seen.state !== 'waiting' || seen.attempts > attempts) return undefined;
  if ((seen.busyUntilMs ?? 0) > nowMs) return 'busy';
  const claimed = { ...seen, busyUntilMs: nowMs + BUSY_MS };
  return (await deliveries.save(seen, claimed)) ? { ...claimed, rev: seen.rev + 1 } : 'busy';
}

/** Once who is at it is done or dead; finds nothing to do where it is done. */
const lookAgain = ({ queue }: DeliverPorts, leadId: string, attempts: number): Promise<void> =>
  queue.send({ v: 1, kind: 'deliver', leadId, attempts }, { delaySeconds: BUSY_MS / SECOND_MS + 5 });

/**
 * A reason that the form does not allow is no return, and neither is one against a decision that the lead counts: it is tried
 * again, and the advertiser sees why.
 */
async function checked(ports: DeliverPorts, { outcome }: StoredLead, reading: Reading): Promise<Reading> {
  if (reading.kind !== 'returned') return reading;
  if (outcome.state === 'rejected') return { kind: 'failed', why: 'decided-to-count' };
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
  const { outcomeId: leadId } = lead.outcome;
  const attempts = seen.attempts + 1;
  const done = { attempts, busyUntilMs: undefined };
  if (reading.kind === 'failed') {
    const isOver = attempts >= MAX_ATTEMPTS;
    ports.note('a lead was not taken', { leadId, attempts, why: reading.why, isOver });
    // Queued before it is written down: a message too many finds the delivery as it stands.
    if (!isOver) {
      await ports.queue.send({ v: 1, kind: 'deliver', leadId, attempts }, { delaySeconds: pauseAfter(attempts) });
    }
    return writeDown(ports, seen, { ...done, problem: reading.why, state: isOver ? 'failed' : 'waiting' });
  }
  const delivered = { ...done, problem: undefined, deliveredAtMs: ports.clock.nowMs() };
  if (reading.kind === 'accepted') {
    return writeDown(ports, seen, { ...delivered, state: 'delivered', reference: reading.reference });
  }
  const { reason } = reading;
  const note = reading.note ?? `returned on delivery: ${reason}`;
  await openOnce(ports.desk, advertiserId, { outcomeId: leadId, reason, note });
  await writeDown(ports, seen, { ...delivered, state: 'returned', returnReason: reason });
}

/** The advertiser may have reported a first touch meanwhile, or given the lead back: the one stays beside it, the other stands. */
async function writeDown({ deliveries }: DeliverPorts, seen: Delivery, changes: Partial<Delivery>): Promise<void> {
  if (await deliveries.save(seen, { ...seen, ...changes })) return;
  const standing = await deliveries.get(seen.leadId);
  if (standing?.state === 'waiting') await deliveries.save(standing, { ...standing, ...changes });
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
