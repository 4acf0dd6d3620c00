import { Link } from 'wouter';
import { useRead } from '../../app/read.ts';
import { Card, State } from '../../ui/layout.tsx';
import type { DisputeView } from './dispute-words.ts';

type Opener = DisputeView['openedBy'];

/** The disputes of one outcome, one of each side at most. */
export const useDisputesOf = (outcomeId: string) =>
  useRead(['disputes', 'of', outcomeId], (api) => api.GET('/v1/disputes', { params: { query: { outcomeId } } }));

export const openedBy = (side: Opener, disputes: readonly DisputeView[]): DisputeView | undefined =>
  disputes.find((each) => each.openedBy === side);

export function DisputeLink({ of }: { readonly of: DisputeView | undefined }) {
  if (!of) return null;
  return (
    <p>
      <State of={of.state} /> <Link href={`/disputes/${of.disputeId}`}>See the dispute</Link>
    </p>
  );
}

/** What the other side says against the verdict; nothing while it says nothing. */
export function OthersDispute({ outcomeId, by }: { readonly outcomeId: string; readonly by: Opener }) {
  const found = openedBy(by, useDisputesOf(outcomeId).data?.items ?? []);
  if (!found) return null;
  return (
    <Card title={`The ${by}’s dispute`}>
      <DisputeLink of={found} />
    </Card>
  );
}
