/** Who may do what. A key carries its role, the one advertiser or publisher it speaks for, and its scopes. */
export const SCOPES = [
  'offers:read',
  'offers:write',
  'offers:join',
  'targets:read',
  'targets:write',
  'outcomes:read',
  'clicks:write',
  'customers:write',
  'appointments:write',
  'leads:read',
  'leads:write',
  'setters:read',
  'setters:write',
  'feedback:write',
  'disputes:read',
  'disputes:write',
  'adjustments:read',
  'adjustments:write',
  'numbers:read',
  'statements:read',
  'payouts:read',
  'payouts:write',
  'payouts:approve',
  'billing:read',
  'billing:write',
  'webhooks:read',
  'webhooks:write',
  'payees:verify',
  'payees:write',
  'keys:read',
  'keys:write',
  'network:write',
  'network:read',
] as const;

export type Scope = (typeof SCOPES)[number];

export const ROLES = ['operator', 'advertiser', 'publisher', 'setter', 'finance'] as const;
export type Role = (typeof ROLES)[number];

/** The most a person may approve in one currency. */
export interface ApprovalLimit {
  readonly currency: string;
  readonly maxMinor: bigint;
}

export interface Principal {
  /** The key's own public id: what audit and four-eyes checks name. */
  readonly keyId: string;
  readonly role: Role;
  /** The advertiser's, publisher's or setter's id; the person's id for finance and operators. */
  readonly subjectId: string;
  /** Whom a setter sets for; only a setter has it. */
  readonly publisherId?: string | undefined;
  readonly scopes: readonly Scope[];
  /** Where a person signed in: what they are called. */
  readonly personName?: string | undefined;
  /** The offers it may bring leads to; all of them when absent. */
  readonly offerIds?: readonly string[] | undefined;
  /** What it may approve at most; no limit when absent. */
  readonly approvalLimits?: readonly ApprovalLimit[] | undefined;
}

/** Finds the principal of a presented key; undefined for a key nobody issued or that was revoked. */
export type Authenticate = (key: string) => Promise<Principal | undefined>;
