import type { NamedBidder } from '../../shared/calls/auction/save-bidder.ts';

export const showBidder = ({ advertiserId: _owner, ...rest }: NamedBidder) => rest;
