import { Problem } from '../kernel/problem.ts';
import type { Clock } from '../kernel/time.ts';
import { type GrantDeps, type GrantRequest, grantedScopes, type Issuer } from './issue-key.ts';
import type { UserStore } from './ports.ts';
import { plainEmail, type User, userIdOf } from './user.ts';

export interface InvitationRequest extends Omit<GrantRequest, 'subjectId'> {
  readonly email: string;
  readonly name: string;
  readonly subjectId?: string | undefined;
}

export interface InviteUserDeps extends GrantDeps {
  readonly users: Pick<UserStore, 'create'>;
  readonly clock: Clock;
}

/**
 * Lets a person sign in with a proven mail address. Nobody invites a person to more than they may do themselves.
 *
 * @throws Problem as `grantedScopes`, and `conflict` for an address that is invited already
 */
export async function inviteUser(deps: InviteUserDeps, issuer: Issuer, invitation: InvitationRequest): Promise<User> {
  const { name, role, approvalLimits } = invitation;
  const email = plainEmail(invitation.email);
  const userId = userIdOf(email);
  // An advertiser or publisher must be named: without one the check below finds that a person is none.
  const subjectId = invitation.subjectId ?? userId;
  const scopes = await grantedScopes(deps, issuer, { ...invitation, subjectId });
  const createdAtMs = deps.clock.nowMs();
  const user: User = {
    userId,
    email,
    name,
    role,
    subjectId,
    scopes,
    approvalLimits,
    state: 'active',
    createdAtMs,
  };
  if ((await deps.users.create(user)) === 'exists') {
    throw new Problem('conflict', 'a person with this address is invited already', [
      { field: 'body.email', message: 'is invited already' },
    ]);
  }
  return user;
}
