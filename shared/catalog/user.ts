import { sha256Hex } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { ApprovalLimit, Role, Scope } from '../platform/http/principal.ts';

export const USER_STATES = ['active', 'blocked'] as const;
export type UserState = (typeof USER_STATES)[number];

/** Who may sign in, and as what. Whether they are who they say is the identity provider's to prove. */
export interface User {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** The advertiser or publisher they work for; for finance and operators the user, as their keys name them. */
  readonly subjectId: string;
  readonly scopes: readonly Scope[];
  readonly approvalLimits?: readonly ApprovalLimit[] | undefined;
  readonly state: UserState;
  readonly createdAtMs: EpochMs;
  /** Counts its changes. */
  readonly version?: number | undefined;
}

/** Mail addresses are compared as people write them: case aside. */
export const plainEmail = (email: string): string => email.trim().toLowerCase();

/** One address, one person: an invitation twice is one, and a sign-in finds its person by key. */
export const userIdOf = (email: string): string => `user_${sha256Hex(plainEmail(email)).slice(0, 24)}`;
