import { z } from 'zod';
import type { SignedLinks } from '../../platform/signed-links.ts';
import type { WayOutLinks } from './ports.ts';

const named = z.tuple([z.enum(['advertiser', 'publisher', 'network']), z.string(), z.string(), z.string()]);

/** The way out of a subscription as a signed link; none of what it names has a slash in it. */
export const wayOutLinks = (links: SignedLinks): WayOutLinks => ({
  sign: ({ owner, scheduleId, readerId }, untilMs) =>
    links.sign([owner.kind, owner.id, scheduleId, readerId].join('/'), untilMs),
  async read(link, nowMs) {
    const parts = named.safeParse((await links.read(link, nowMs))?.split('/'));
    if (!parts.success) return undefined;
    const [kind, id, scheduleId, readerId] = parts.data;
    return { owner: { kind, id }, scheduleId, readerId };
  },
});
