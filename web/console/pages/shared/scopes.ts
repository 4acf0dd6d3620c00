import type { Schema } from '../../../client/client.ts';

export type Scope = Schema<'Me'>['scopes'][number];

/** What each scope lets a key do, for people. */
export const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  'offers:read': 'See offers',
  'offers:write': 'Make and change offers, calendars and availability',
  'offers:join': 'Ask to join offers',
  'targets:read': 'See targets, call plans and bidders',
  'targets:write': 'Make and change targets, call plans and bidders',
  'outcomes:read': 'See outcomes, recordings and reports',
  'clicks:write': 'Enter what clicks cost',
  'customers:write': 'Send lists of customers and of people not to be sold',
  'appointments:write': 'Book and change appointments',
  'leads:read': 'See leads',
  'leads:write': 'Bring leads',
  'setters:read': 'See setters',
  'setters:write': 'Make and pause setters, and give them keys',
  'feedback:write': 'Report what became of outcomes',
  'disputes:read': 'See disputes',
  'disputes:write': 'Open, answer and withdraw disputes',
  'adjustments:read': 'See corrections',
  'adjustments:write': 'Make corrections',
  'numbers:read': 'See numbers, pools and the tag',
  'statements:read': 'See statements',
  'payouts:read': 'See payouts and the books',
  'payouts:write': 'Open payout runs and hold lines',
  'payouts:approve': 'Approve payout runs',
  'billing:read': 'See the account and invoices',
  'billing:write': 'Book deposits, set terms and issue invoices',
  'webhooks:read': 'See webhooks and what they were sent',
  'webhooks:write': 'Make and change webhooks and scheduled reports, send again',
  'payees:write': 'Say where one’s own money goes',
  'payees:verify': 'Confirm payees',
  'keys:read': 'See keys',
  'keys:write': 'Make and revoke keys',
  'network:write': 'Set up the network',
  'network:read': 'See the whole network',
};

export const isReading = (scope: Scope): boolean => scope.endsWith(':read');
