import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { instant } from '../../app/format.ts';
import { useChange, useRead } from '../../app/read.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, TextArea } from '../../ui/form.tsx';
import { Card, Facts, State } from '../../ui/layout.tsx';
import { Shown } from '../../ui/states.tsx';

type Offer = Schema<'Offer'>;
type JoinRequest = Schema<'JoinRequest'>;

const MOST = 100;

/** The reader's own requests by their offer: few publishers ask for more than a page of them. */
export function useJoinRequests() {
  return useRead(['join-requests'], (api) => api.GET('/v1/join-requests', { params: { query: { limit: MOST } } }));
}

export const requestFor = (offerId: string, requests: readonly JoinRequest[] = []): JoinRequest | undefined =>
  requests.find((each) => each.offerId === offerId);

/** Where the reader stands with an offer, in a word. */
export function joiningInWords({ joining, admitted }: Offer, request: JoinRequest | undefined): string {
  if (joining === 'open') return 'open to all';
  if (admitted) return 'you are in';
  if (!request) return 'on request';
  return request.state === 'asked' ? 'asked, not decided yet' : 'declined';
}

function AskForm({ offerId, onDone }: { readonly offerId: string; readonly onDone: () => void }) {
  const ask = useChange(
    (api, body: Schema<'NewJoinRequest'>) =>
      api.POST('/v1/offers/{offerId}/join-requests', { params: { path: { offerId } }, body }),
    { done: 'You have asked: the advertiser decides.', changes: [['join-requests'], ['offer', offerId]], onDone },
  );
  return (
    <Form
      submit="Send the request"
      busy={ask.isPending}
      error={ask.error}
      onSubmit={({ note = '' }) => ask.mutate({ note })}
    >
      <TextArea
        label="Why it fits"
        name="note"
        maxLength={500}
        hint="The advertiser reads it beside your name and your pages"
        error={ask.error}
      />
    </Form>
  );
}

function Standing({ of: { state, askedAt, note, decision } }: { readonly of: JoinRequest }) {
  return (
    <Facts
      of={[
        ['Your request', <State key="state" of={state} />],
        ['Asked', instant(askedAt)],
        ['You said', note],
        ['Decided', decision && instant(decision.at)],
        ['Because', decision?.reason],
      ]}
    />
  );
}

/** For an offer that is joined on request: how the reader stands with it, and the way to ask. */
export function JoinCard({ offer: { offerId, admitted } }: { readonly offer: Offer }) {
  const [asking, setAsking] = useState(false);
  const requests = useJoinRequests();
  return (
    <Card title="Joining">
      <Shown of={requests} what="your request">
        {({ items }) => {
          const request = requestFor(offerId, items);
          const mayAsk = !admitted && request?.state !== 'asked';
          return (
            <>
              <p>
                {admitted
                  ? 'You are in: what you bring to this offer counts.'
                  : 'Publishers ask to join this offer. Before you are let in, nothing that you bring to it is taken.'}
              </p>
              {request && <Standing of={request} />}
              {mayAsk && (
                <button type="button" onClick={() => setAsking(true)}>
                  Ask to join
                </button>
              )}
            </>
          );
        }}
      </Shown>
      <Dialog title="Ask to join this offer" open={asking} onClose={() => setAsking(false)}>
        <AskForm offerId={offerId} onDone={() => setAsking(false)} />
      </Dialog>
    </Card>
  );
}
