import { invalidField, notFound, Problem } from '../kernel/problem.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Principal } from '../platform/http/principal.ts';
import type { CatalogReader } from './ports.ts';

export const SETTER_STATES = ['active', 'paused'] as const;
export type SetterState = (typeof SETTER_STATES)[number];

/** Somebody who sets appointments or brings leads for a publisher: an agent with a key and figures of its own. */
export interface Setter {
  readonly setterId: string;
  readonly publisherId: string;
  readonly name: string;
  readonly state: SetterState;
  readonly createdAtMs: EpochMs;
  /** Counts its changes. */
  readonly version?: number | undefined;
}

/**
 * Who of a publisher's people brings something: a setter by its own key, else whom the publisher names; nobody in particular
 * when absent. Up to 30 s after a setter was paused it may still be let in.
 *
 * @throws Problem `not-found` for another publisher's setter, `forbidden` for one that is paused
 */
export async function bringingSetter(
  catalog: Pick<CatalogReader, 'setter'>,
  { role, subjectId }: Pick<Principal, 'role' | 'subjectId'>,
  publisherId: string,
  named: string | undefined,
): Promise<string | undefined> {
  const setterId = role === 'setter' ? subjectId : named;
  if (setterId === undefined) return undefined;
  const setter = (role !== 'setter' || named === undefined || named === subjectId) && (await catalog.setter(setterId));
  if (!setter || setter.publisherId !== publisherId) throw notFound(`setter ${named ?? setterId}`);
  if (setter.state === 'paused') throw new Problem('forbidden', 'this setter is paused');
  return setterId;
}

/**
 * A setter that something else than its own key names: a row of a file, a number, a link.
 *
 * @throws Problem `invalid` naming `field` for one that is not this publisher's, or is paused
 */
export async function namedSetter(
  catalog: Pick<CatalogReader, 'setter'>,
  publisherId: string,
  named: string | undefined,
  field: string,
): Promise<string | undefined> {
  if (named === undefined) return undefined;
  const setter = await catalog.setter(named);
  if (setter?.publisherId !== publisherId) throw invalidField(field, 'is no setter of this publisher');
  if (setter.state === 'paused') throw invalidField(field, 'is a setter who is paused');
  return named;
}
