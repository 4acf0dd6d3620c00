import { ownOffer } from '../../../catalog/own-offer.ts';
import type { OfferStore, TargetStore } from '../../../catalog/ports.ts';
import { type FieldError, notFound, Problem } from '../../../kernel/problem.ts';
import { changeFrom, countedVersion, type Versioned } from '../../../platform/change-from.ts';
import type { Principal } from '../../../platform/http/principal.ts';
import type { Plan, PlanNode } from './model.ts';
import type { KeptPlan, PlanStore, StandingPlan } from './ports.ts';

export interface SetPlanPorts {
  readonly offers: Pick<OfferStore, 'current'>;
  readonly targets: Pick<TargetStore, 'ofOffer'>;
  readonly plans: PlanStore;
}

/** One that was taken away is not there, whatever it counts. */
const placeOf = (plans: PlanStore, offerId: string): Pick<Versioned<KeptPlan>, 'read' | 'versionOf'> => ({
  read: () => plans.get(offerId),
  versionOf: ({ plan, version }) => (plan ? version : 0),
});

async function replace(
  plans: PlanStore,
  offerId: string,
  before: KeptPlan | undefined,
  plan: Plan | undefined,
): Promise<KeptPlan | 'stale'> {
  const seen = countedVersion(before);
  const next = { plan, version: seen + 1 };
  return (await plans.set(offerId, next, seen)) === 'stale' ? 'stale' : next;
}

type End = Extract<PlanNode, { kind: 'offer' }>;

/**
 * Sets what callers of an offer's numbers are asked first.
 *
 * @throws Problem `invalid` naming the node that leads to an offer or to targets that there are not, `not-found` for an offer that
 *   is another's, `conflict` for one that takes no calls, `stale` when the plan is not at the version that was seen, where one is named
 */
export async function setPlan(
  ports: SetPlanPorts,
  principal: Principal,
  offerId: string,
  plan: Plan,
  seenVersion?: number,
): Promise<StandingPlan> {
  const { offer } = await ownOffer(ports.offers, principal, offerId);
  if (offer.model !== 'call') throw new Problem('conflict', `an offer of ${offer.model}s takes no calls`);
  const ends = Object.entries(plan.nodes).flatMap(([id, node]) => (node.kind === 'offer' ? [[id, node] as const] : []));
  const faults = (await Promise.all(ends.map(([id, end]) => faultOf(ports, principal, offerId, id, end)))).flat();
  const [first] = faults;
  if (first) throw new Problem('invalid', `${first.field}: ${first.message}`, faults);
  const place: Versioned<KeptPlan> = {
    ...placeOf(ports.plans, offerId),
    write: (before) => replace(ports.plans, offerId, before, plan),
  };
  const { version } = await changeFrom(place, seenVersion);
  return { plan, version };
}

/** Where an end leads nowhere. What is another's looks as if it were not there. */
async function faultOf(
  { offers, targets }: SetPlanPorts,
  principal: Principal,
  ownId: string,
  nodeId: string,
  { offerId = ownId, tag }: End,
): Promise<readonly FieldError[]> {
  const at = (name: string, message: string) => [{ field: `body.nodes.${nodeId}.${name}`, message }];
  if (offerId !== ownId) {
    const offer = (await offers.current(offerId))?.offer;
    const isTheirs = principal.role === 'advertiser' && offer?.advertiserId !== principal.subjectId;
    if (!offer || isTheirs) return at('offerId', 'is no offer of yours');
    if (offer.model !== 'call') return at('offerId', `is an offer of ${offer.model}s, which takes no calls`);
  }
  if (tag === undefined) return [];
  const tagged = (await targets.ofOffer(offerId)).some(({ rules }) => rules?.tags?.includes(tag));
  return tagged ? [] : at('tag', `no target of the offer has the tag ${tag}: nobody would ever answer`);
}

/** @throws Problem `not-found` for an offer without a plan, and for another's */
export async function showPlan(
  { offers, plans }: Pick<SetPlanPorts, 'offers' | 'plans'>,
  principal: Principal,
  offerId: string,
): Promise<StandingPlan> {
  await ownOffer(offers, principal, offerId);
  const { plan, version } = (await plans.get(offerId)) ?? {};
  if (!plan || version === undefined) throw notFound('a plan of this offer');
  return { plan, version };
}

/** Calls go to the offer at once again. @throws Problem like {@link showPlan}, and `stale` like {@link setPlan} */
export async function removePlan(
  { offers, plans }: Pick<SetPlanPorts, 'offers' | 'plans'>,
  principal: Principal,
  offerId: string,
  seenVersion?: number,
): Promise<void> {
  await ownOffer(offers, principal, offerId);
  const place: Versioned<KeptPlan> = {
    ...placeOf(plans, offerId),
    write(before) {
      if (!before?.plan) throw notFound('a plan of this offer');
      return replace(plans, offerId, before, undefined);
    },
  };
  await changeFrom(place, seenVersion);
}
