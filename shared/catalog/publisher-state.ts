import { Problem } from '../kernel/problem.ts';
import type { CatalogReader } from './ports.ts';

/** `pending` until an operator lets it in, `paused` while it brings nothing new; what it brought goes on either way. */
export const PUBLISHER_STATES = ['pending', 'active', 'paused'] as const;
export type PublisherState = (typeof PUBLISHER_STATES)[number];

const WHY: Readonly<Record<Exclude<PublisherState, 'active'>, string>> = {
  pending: 'this publisher is not approved yet',
  paused: 'this publisher is paused',
};

/** Why a publisher may bring nothing now; undefined for one that may. */
export const idleReason = (state: PublisherState = 'active'): string | undefined =>
  state === 'active' ? undefined : WHY[state];

/**
 * Lets an active publisher bring something.
 *
 * @throws Problem `forbidden` for one that is not approved yet or paused
 */
export async function refuseIdle(catalog: Pick<CatalogReader, 'publisher'>, publisherId: string): Promise<void> {
  const why = idleReason((await catalog.publisher(publisherId))?.state);
  if (why) throw new Problem('forbidden', why);
}
