import type { NamedBidder } from '../../shared/calls/auction/save-bidder.ts';
import { countedVersion } from '../../shared/platform/change-from.ts';

export const showBidder = ({ advertiserId: _owner, ...rest }: NamedBidder) => ({
  ...rest,
  version: countedVersion(rest),
});
