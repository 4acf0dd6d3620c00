import { type CreditReader, leftIn } from '../catalog/credit.ts';
import type { OfferVersion, Target } from '../catalog/model.ts';
import type { DealStore, TargetStore } from '../catalog/ports.ts';
import type { E164 } from '../kernel/phone.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Attestation } from './model.ts';
import { candidatesOf, WITHIN_OFFER } from './routing/candidates.ts';
import { choose } from './routing/choose.ts';
import { diceOf } from './routing/dice.ts';
import type { Decision, TargetState } from './routing/model.ts';
import { placeOfCaller } from './routing/place-of-caller.ts';

export interface ExplainPorts {
  readonly targets: Pick<TargetStore, 'ofOffer'>;
  readonly deals: Pick<DealStore, 'current'>;
  readonly states: TargetStates;
  /** Absent where nobody's spending is limited. */
  readonly credit?: CreditReader;
}

export interface TargetStates {
  /** What targets have on their hands at an instant; those without are as if nothing had happened. */
  read(targetIds: readonly string[], atMs: EpochMs): Promise<ReadonlyMap<string, TargetState>>;
}

/** A call that nobody made. */
export interface ImaginedCall {
  readonly publisherId: string;
  readonly atMs: EpochMs;
  readonly caller: {
    readonly number?: E164 | undefined;
    readonly region?: string | undefined;
    readonly postal?: string | undefined;
    readonly attestation: Attestation;
    readonly language?: string | undefined;
  };
}

export interface Explanation {
  readonly decision: Decision;
  readonly targets: readonly Target[];
}

/** No tracking number is called, so none can be a loop. */
const NO_NUMBER = '';

/** Where an imagined call would go: the very choice that a live one gets, with the state looked at instead of reserved. */
export async function explainRoute(
  ports: ExplainPorts,
  offer: OfferVersion,
  imagined: ImaginedCall,
): Promise<Explanation> {
  const { publisherId, atMs, caller } = imagined;
  const [targets, deal, credit] = await Promise.all([
    ports.targets.ofOffer(offer.offerId),
    ports.deals.current(offer.offerId, publisherId),
    ports.credit?.credit(offer.advertiserId),
  ]);
  const ids = targets.map(({ targetId }) => targetId);
  const states = await ports.states.read(ids, atMs);
  const outcomeId = `imagined ${atMs}`;
  const call = {
    outcomeId,
    atMs,
    number: NO_NUMBER,
    publisherId,
    isWithheld: caller.number === undefined,
    attestation: caller.attestation,
    place: placeOfCaller(caller),
    ...(caller.language === undefined ? {} : { language: caller.language }),
    earlier: [],
    blockedBy: [],
  };
  const entry = { offer, deal, creditMinor: leftIn(credit, offer.currency) };
  const candidates = candidatesOf(entry, targets, publisherId, { atMs, region: caller.region });
  const decision = choose(call, candidates, WITHIN_OFFER, (targetId) => states.get(targetId), diceOf(outcomeId));
  return { decision, targets };
}
