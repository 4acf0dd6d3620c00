import type { Principal } from '../platform/http/principal.ts';
import type { Outcome } from './model.ts';

/** What somebody may see of an outcome. An operator stands on both sides. */
export interface Viewer {
  /** The advertiser's side: who called, where the call went, the charge. */
  readonly seesBuyer: boolean;
  /** The publisher's side: the visit, the payout. */
  readonly seesSeller: boolean;
  /** Whether this outcome is the viewer's own; another's does not exist for them. */
  owns(outcome: Outcome): boolean;
}

export function viewerOf({ role, subjectId }: Pick<Principal, 'role' | 'subjectId'>): Viewer {
  if (role === 'operator') return { seesBuyer: true, seesSeller: true, owns: () => true };
  if (role === 'advertiser') {
    return { seesBuyer: true, seesSeller: false, owns: (outcome) => outcome.advertiserId === subjectId };
  }
  if (role === 'publisher') {
    return { seesBuyer: false, seesSeller: true, owns: (outcome) => outcome.terms.publisherId === subjectId };
  }
  return { seesBuyer: false, seesSeller: false, owns: () => false };
}
