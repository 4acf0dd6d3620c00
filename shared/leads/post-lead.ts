import { deterministicId } from '../kernel/ids.ts';
import { invalidField, Problem } from '../kernel/problem.ts';
import type { Consent, StoredLead } from './model.ts';
import type { OfferPromise, PingPorts } from './ping.ts';
import { fieldsFor } from './ping-market.ts';
import { type SubmitPorts, submitLead } from './submit-lead.ts';

export interface LeadPost {
  readonly publisherId: string;
  readonly pingId: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly consent?: Consent | undefined;
  readonly source?: string | undefined;
  /** Whom the key that posts may bring leads to. */
  readonly assertMayBring: (offerId: string) => void;
}

type PostPorts = SubmitPorts & Pick<PingPorts, 'pings'>;

/**
 * Takes the lead of a ping under the terms that the ping froze. Its id follows from the ping, so that a ping brings one lead,
 * however often it is posted. Where a vertical was asked and the best can't take it (its day is full by now, it had this person a
 * moment ago, it must not be sold this person), the next best does.
 *
 * @throws Problem `invalid` for a ping that is forged or another's, `gone` for one that expired, `unprocessable` where the lead
 *   is not the one asked about, and as intake of the best does
 */
export async function postLead(ports: PostPorts, post: LeadPost): Promise<StoredLead> {
  const { publisherId, pingId, assertMayBring } = post;
  const reading = await ports.pings.read(pingId, ports.clock.nowMs());
  if (reading.kind === 'expired') throw new Problem('gone', 'the ping has expired: ask again');
  if (reading.kind === 'forged' || reading.claims.publisherId !== publisherId) {
    throw invalidField('body.pingId', 'is no ping of yours');
  }
  const { pingName, promises } = reading.claims;
  for (const { terms } of promises) assertMayBring(terms.offerId);
  const leadId = deterministicId('lead', publisherId, pingName);
  const [best, ...others] = promises;
  if (others.length === 0) return submit(ports, post, leadId, best, post.fields);
  return postToBest(ports, post, leadId, promises);
}

function submit(ports: PostPorts, post: LeadPost, leadId: string, promise: OfferPromise, fields: LeadPost['fields']) {
  const { publisherId, consent, source } = post;
  const { terms, values } = promise;
  const submission = { leadId, publisherId, offerId: terms.offerId, fields, consent, source };
  return submitLead(ports, { ...submission, channel: 'post', promised: terms, asked: values });
}

async function postToBest(
  ports: PostPorts,
  post: LeadPost,
  leadId: string,
  promises: readonly OfferPromise[],
): Promise<StoredLead> {
  // A repeat goes where the lead is, whoever has room by now.
  const standing = (await ports.leads.find(leadId))?.outcome.terms.offerId;
  const asked = promises.filter(({ terms }) => standing === undefined || terms.offerId === standing);
  const forms = await Promise.all(promises.map((promise) => formOf(ports, promise)));
  refuseUnknown(forms, post.fields);
  let refused: Problem | undefined;
  for (const promise of asked) {
    const form = forms[promises.indexOf(promise)];
    if (!form) continue;
    try {
      return await submit(ports, post, leadId, promise, fieldsFor(form, post.fields));
    } catch (error) {
      if (!(error instanceof Problem) || !mayGoOn(error, refused === undefined)) throw error;
      refused ??= error;
    }
  }
  throw refused ?? new Problem('unavailable', 'no offer of this ping can be read now');
}

/** What is wrong with the lead itself its sender puts right; the next best need not be able to read it. */
const mayGoOn = ({ kind, fields }: Problem, isBest: boolean): boolean =>
  kind === 'conflict' || (kind === 'unprocessable' && fields.length === 0) || (!isBest && kind === 'invalid');

async function formOf({ catalog }: PostPorts, { terms: { offerId, offerVersion } }: OfferPromise) {
  const offer = await catalog.offerVersion(offerId, offerVersion);
  return offer.lead && { ...offer, lead: offer.lead };
}

function refuseUnknown(forms: readonly Awaited<ReturnType<typeof formOf>>[], fields: LeadPost['fields']): void {
  const known = new Set(forms.flatMap((form) => form?.lead.fields.map(({ name }) => name) ?? []));
  const strange = Object.keys(fields).find((name) => !known.has(name));
  if (strange !== undefined) {
    throw invalidField(`body.fields.${strange.slice(0, 40)}`, 'is a field of none of these offers’ forms');
  }
}
