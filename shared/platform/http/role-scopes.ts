import type { Role, Scope } from './principal.ts';
import { SCOPES } from './principal.ts';

/** The most a key of a role may hold; a key gets all of it unless its maker asks for less. */
export const SCOPES_OF_ROLE: Readonly<Record<Role, readonly Scope[]>> = {
  operator: SCOPES,
  advertiser: [
    'offers:read',
    'offers:write',
    'targets:read',
    'targets:write',
    'outcomes:read',
    'customers:write',
    'appointments:write',
    'leads:read',
    'feedback:write',
    'disputes:read',
    'disputes:write',
    'adjustments:read',
    'billing:read',
  ],
  publisher: [
    'offers:read',
    'outcomes:read',
    'appointments:write',
    'leads:read',
    'leads:write',
    'numbers:read',
    'statements:read',
    'disputes:read',
    'disputes:write',
    'adjustments:read',
  ],
  finance: [
    'adjustments:read',
    'adjustments:write',
    'disputes:read',
    'payouts:read',
    'payouts:write',
    'payouts:approve',
    'payees:verify',
    'billing:read',
    'billing:write',
    'statements:read',
    'network:read',
  ],
};
