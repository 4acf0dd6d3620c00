import { z } from 'zod';
import { id, isoDay } from '../../kernel/schemas.ts';

const text = z.string().min(1).max(80);

const campaign = text.optional().meta({ description: 'Of the landing page’s address; for publishers and the network' });

/** Which facts are asked for; what a side is not shown it can't ask by (hidden.ts). */
export const factFilter = {
  publisherId: id.optional(),
  advertiserId: id.optional().meta({ description: 'Not for publishers' }),
  offerId: id.optional(),
  source: text.optional(),
  setterId: id.optional().meta({ description: 'What this setter brought; not for advertisers' }),
  campaign,
  medium: campaign,
  term: campaign,
  content: campaign,
  region: text.optional(),
  targetId: id.optional().meta({ description: 'Where the call went; not for publishers' }),
};

export const model = z.enum(['call', 'lead', 'appointment']);

export const period = { from: isoDay, to: isoDay.meta({ description: 'Included' }) };

export const common = {
  tag: 'Reports',
  scope: 'outcomes:read',
  roles: ['operator', 'finance', 'advertiser', 'publisher'],
} as const;
