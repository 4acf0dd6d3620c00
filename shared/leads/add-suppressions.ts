import { hashUploadedPerson } from '../outcomes/person.ts';
import type { Principal } from '../platform/http/principal.ts';
import { NETWORK } from './keys.ts';
import type { SuppressionLists } from './ports.ts';

export interface AddSuppressionsPorts {
  readonly suppressions: Pick<SuppressionLists, 'add'>;
  readonly personSecret: () => Promise<string>;
}

/**
 * Adds an upload to the advertiser's own list, or to the network's where an operator sends it.
 *
 * @throws Problem `unavailable` when not all are stored; sending them again completes it
 */
export async function addSuppressions(
  { suppressions, personSecret }: AddSuppressionsPorts,
  { role, subjectId }: Pick<Principal, 'role' | 'subjectId'>,
  sha256: readonly string[],
): Promise<{ readonly stored: number }> {
  const secret = await personSecret();
  const owner = role === 'operator' ? NETWORK : subjectId;
  const hashes = sha256.map((each) => hashUploadedPerson(secret, each));
  return { stored: await suppressions.add(owner, hashes) };
}
