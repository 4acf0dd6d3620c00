import type { Actor } from '../../shared/disputes/model.ts';
import type { Principal } from '../../shared/platform/http/principal.ts';

/** Who takes a step: one of the two sides, or the network. */
export const actorOf = ({ role, subjectId }: Pick<Principal, 'role' | 'subjectId'>): Actor => ({
  role: role === 'advertiser' || role === 'publisher' ? role : 'operator',
  subjectId,
});
