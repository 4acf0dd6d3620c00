import type { TableSchema } from '../platform/table-schema.ts';

/**
 * Table `catalog`: small, read through a 30 s cache in each container. Items:
 * - `ADV#<id>` / `ADV`, `PUB#<id>` / `PUB`, `TAG#<tagKey>` / `TAG` (which publisher a tag key stands for)
 * - `OFFER#<id>` / `V#<version, 6 digits>`: versions; the newest is current
 * - `DEAL#<offerId>#<publisherId>` / `V#<version>`
 * - `OFFER#<offerId>` / `TARGET#<targetId>`
 * - `POOL#<id>` / `POOL`, `NUMBER#<e164>` / `NUMBER` (tracking)
 * - `KEY#<sha256 of the key>` / `KEY`
 * `byOwner` lists what one owner has: ownerKey `OFFERS#<advertiserId>`, `PUBLISHERS`, `NUMBERS#<publisherId>` …
 */
export const catalogTable: TableSchema = {
  name: 'catalog',
  protect: true,
  indexes: [{ name: 'byOwner', pk: 'ownerKey', sk: 'ownerSort' }],
};
