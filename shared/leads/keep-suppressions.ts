import { hashUploadedPerson } from '../outcomes/person.ts';
import type { Principal } from '../platform/http/principal.ts';
import { NETWORK } from './keys.ts';
import type { SuppressionLists } from './ports.ts';

export interface SuppressionPorts {
  readonly suppressions: Pick<SuppressionLists, 'add' | 'remove'>;
  readonly personSecret: () => Promise<string>;
}

type By = Pick<Principal, 'role' | 'subjectId'>;

/** An advertiser keeps its own list, an operator the network's. */
const ownerOf = ({ role, subjectId }: By): string => (role === 'operator' ? NETWORK : subjectId);

async function hashesOf({ personSecret }: SuppressionPorts, sha256: readonly string[]): Promise<readonly string[]> {
  const secret = await personSecret();
  return sha256.map((each) => hashUploadedPerson(secret, each));
}

/** @throws Problem `unavailable` when not all are stored; sending them again completes it */
export async function addSuppressions(ports: SuppressionPorts, by: By, sha256: readonly string[]) {
  return { stored: await ports.suppressions.add(ownerOf(by), await hashesOf(ports, sha256)) };
}

/** Whoever is not on the list is left alone. @throws Problem `unavailable` when not all are gone; sending them again completes it */
export async function removeSuppressions(ports: SuppressionPorts, by: By, sha256: readonly string[]) {
  return { asked: await ports.suppressions.remove(ownerOf(by), await hashesOf(ports, sha256)) };
}
