import type { Connection } from '../../shared/crm/model.ts';
import { toIso } from '../../shared/kernel/time.ts';

export const etagOf = ({ rev }: Connection): string => `"${rev}"`;

/** A connection as its owner sees it: no secret of it. */
export const showConnection = ({ advertiserId: _owner, rev: _rev, createdAtMs, ...shown }: Connection) => ({
  ...shown,
  createdAt: toIso(createdAtMs),
});
