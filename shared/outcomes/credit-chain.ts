import type { Terms } from '../catalog/model.ts';
import { lessCredits, type Price } from '../catalog/pricing.ts';
import { Problem } from '../kernel/problem.ts';
import { DAY_MS } from '../kernel/time.ts';
import type { Facts, Outcome, Settled } from './model.ts';
import type { ChainRef, ChainStore } from './ports.ts';

export interface ChainPorts {
  readonly chains: Pick<ChainStore, 'join'>;
  /** Outcomes as they stand after their corrections; those that do not exist are not in the map. Strongly consistent. */
  readonly standings: (outcomeIds: readonly string[]) => Promise<ReadonlyMap<string, Standing>>;
}

/** An outcome, and what is left of its price; nothing where it owes nothing. */
export interface Standing {
  readonly state: Outcome['state'];
  readonly left: Price;
}

/** The chain that an outcome is a step of; none for a person nobody knows, whose steps can't be told to be one person's. */
export function chainOf(terms: Terms, { personHash }: Pick<Facts, 'personHash'>): ChainRef | undefined {
  const name = terms.pricing?.chain?.name;
  if (name === undefined || personHash === undefined) return undefined;
  return { advertiserId: terms.advertiserId, name, currency: terms.currency, personHash };
}

/**
 * The price of a step, less what the steps before it came to: a chain never costs more than its dearest step, and never earns
 * its publishers more, whoever of them brought which step.
 *
 * A step first takes its place in the chain, for ever, and then looks at those before it. So of two that are judged at the same
 * moment exactly one credits the other, and a repeat after a crash finds the same place and gives the same price.
 *
 * @throws Problem `unavailable` while a step before it has no verdict yet: the verdict waits
 */
export async function creditChain(
  ports: ChainPorts,
  { outcomeId, facts }: Settled,
  terms: Terms,
  price: Price,
): Promise<Price> {
  const chain = chainOf(terms, facts);
  if (!chain) return price;
  const windowMs = (terms.pricing?.chain?.withinDays ?? 0) * DAY_MS;
  const before = await ports.chains.join(chain, { outcomeId, startedAtMs: facts.startedAtMs });
  const near = before.filter(({ startedAtMs }) => Math.abs(facts.startedAtMs - startedAtMs) <= windowMs);
  if (near.length === 0) return price;
  const standings = await ports.standings(near.map((step) => step.outcomeId));
  const credits = near.map((step) => {
    const standing = standings.get(step.outcomeId);
    if (standing?.state === 'open') {
      throw new Problem('unavailable', `outcome ${step.outcomeId}, a step before this one, has no verdict yet`);
    }
    return standing?.left ?? NOTHING;
  });
  return lessCredits(price, credits);
}

const NOTHING: Price = { chargeMinor: 0n, payoutMinor: 0n };
