import { z } from 'zod';
import { id, isoDay } from '../../kernel/schemas.ts';

const text = z.string().min(1).max(80);

/** Which facts are asked for. */
export const factFilter = {
  publisherId: id.optional(),
  advertiserId: id.optional(),
  offerId: id.optional(),
  source: text.optional(),
  setterId: id.optional().meta({ description: 'What this setter brought; not for advertisers' }),
  campaign: text.optional(),
  medium: text.optional(),
  term: text.optional(),
  content: text.optional(),
  region: text.optional(),
  targetId: id.optional(),
};

export const model = z.enum(['call', 'lead', 'appointment']);

export const period = { from: isoDay, to: isoDay.meta({ description: 'Included' }) };

export const common = {
  tag: 'Reports',
  scope: 'outcomes:read',
  roles: ['operator', 'finance', 'advertiser', 'publisher'],
} as const;
