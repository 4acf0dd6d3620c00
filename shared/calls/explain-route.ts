import type { CreditReader } from '../catalog/credit.ts';
import type { Target } from '../catalog/model.ts';
import type { DealStore, MarketStore, OfferStore, TargetStore } from '../catalog/ports.ts';
import type { E164 } from '../kernel/phone.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Attestation } from './model.ts';
import { choose } from './routing/choose.ts';
import { diceOf } from './routing/dice.ts';
import { type Contest, type GatherPorts, gather } from './routing/gather.ts';
import type { Decision, TargetState } from './routing/model.ts';
import { placeOfCaller } from './routing/place-of-caller.ts';

export interface ExplainPorts {
  readonly offers: Pick<OfferStore, 'current'>;
  readonly markets: Pick<MarketStore, 'get'>;
  readonly targets: Pick<TargetStore, 'ofOffer'>;
  readonly deals: Pick<DealStore, 'current'>;
  readonly states: TargetStates;
  /** Absent where nobody's spending is limited. */
  readonly credit?: CreditReader;
}

export interface TargetStates {
  /** What targets have on their hands at an instant; those without are as if nothing had happened. */
  read(
    targets: readonly Pick<Target, 'targetId' | 'shards'>[],
    atMs: EpochMs,
  ): Promise<ReadonlyMap<string, TargetState>>;
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
    readonly tag?: string | undefined;
  };
}

export interface Explanation {
  readonly decision: Decision;
  readonly targets: readonly Target[];
  readonly states: ReadonlyMap<string, TargetState>;
}

/** Who is looked at: everybody who competes for the calls of the offer, or its own targets, which is all an advertiser may see. */
export type Scope = 'market' | 'own-targets';

/** No tracking number is called, so none can be a loop. */
const NO_NUMBER = '';

/**
 * Where an imagined call would go: the very choice that a live one gets, with the state looked at instead of reserved. Nobody
 * is asked for a bid.
 */
export async function explainRoute(
  ports: ExplainPorts,
  offerId: string,
  imagined: ImaginedCall,
  scope: Scope,
): Promise<Explanation> {
  const { publisherId, atMs, caller } = imagined;
  const contest = await gather(gatherPorts(ports, scope), offerId, publisherId, { atMs, region: caller.region });
  const targets = await targetsOf(ports, contest);
  const states = await ports.states.read(targets, atMs);
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
    ...(caller.tag === undefined ? {} : { tag: caller.tag }),
    earlier: [],
    blockedBy: [],
  };
  const { candidates, competition } = contest;
  const decision = choose(call, candidates, competition, (targetId) => states.get(targetId), diceOf(outcomeId));
  return { decision, targets, states };
}

/** As they stand now, where a live call may meet what the catalog was 30 s ago. */
const gatherPorts = ({ offers, deals, targets, markets, credit }: ExplainPorts, scope: Scope): GatherPorts => ({
  catalog: {
    currentOffer: async (offerId) => (await offers.current(offerId))?.offer,
    deal: (offerId, publisherId) => deals.current(offerId, publisherId),
    targetsOf: (offerId) => targets.ofOffer(offerId),
  },
  ...(scope === 'market' && { markets: { market: (offerId) => markets.get(offerId) } }),
  ...(credit && { credit }),
});

async function targetsOf({ targets }: ExplainPorts, { entries }: Contest): Promise<readonly Target[]> {
  return (await Promise.all([...entries.keys()].map((offerId) => targets.ofOffer(offerId)))).flat();
}
