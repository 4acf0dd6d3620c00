import { AdvertiserName, PublisherName } from '../shared/names.tsx';

/** Whose an account is: its name has the side, the party's id and the kind, or the network and the kind. */
export function Whose({ of: account }: { readonly of: string }) {
  const [side, partyId = ''] = account.split(':');
  if (side === 'publisher') return <PublisherName of={partyId} />;
  return side === 'advertiser' ? <AdvertiserName of={partyId} /> : 'the network';
}
