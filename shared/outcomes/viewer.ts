import type { Principal } from '../platform/http/principal.ts';
import type { Outcome } from './model.ts';

/** What somebody may see of an outcome. An operator stands on both sides. */
export interface Viewer {
  /** The advertiser's side: who called, where the call went, the charge. */
  readonly seesBuyer: boolean;
  /** The publisher's side: the visit, the payout. */
  readonly seesSeller: boolean;
  /** Who of the publisher's people brought it. */
  readonly seesSetter: boolean;
  /** Whether this outcome is the viewer's own; another's does not exist for them. */
  owns(outcome: Outcome): boolean;
}

type Caller = Pick<Principal, 'role' | 'subjectId' | 'publisherId'>;

/** A setter stands on the publisher's side of what it brought, and sees none of its money. */
export function viewerOf({ role, subjectId, publisherId }: Caller): Viewer {
  if (role === 'operator') return { seesBuyer: true, seesSeller: true, seesSetter: true, owns: () => true };
  if (role === 'advertiser') {
    return {
      seesBuyer: true,
      seesSeller: false,
      seesSetter: false,
      owns: (outcome) => outcome.advertiserId === subjectId,
    };
  }
  if (role === 'publisher') {
    return {
      seesBuyer: false,
      seesSeller: true,
      seesSetter: true,
      owns: (outcome) => outcome.terms.publisherId === subjectId,
    };
  }
  if (role === 'setter') {
    const isOwn = ({ terms, attribution }: Outcome): boolean =>
      terms.publisherId === publisherId && attribution.setterId === subjectId;
    return { seesBuyer: false, seesSeller: false, seesSetter: true, owns: isOwn };
  }
  return { seesBuyer: false, seesSeller: false, seesSetter: false, owns: () => false };
}
