import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { etagOf } from '../../app/etag.ts';
import { useChange } from '../../app/read.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, TextArea } from '../../ui/form.tsx';

type JoinRequest = Schema<'JoinRequest'>;
type Decision = Schema<'JoinDecision'>;

/** Decides on the request as it was read: refused where somebody else was faster. */
const useDecision = ({ joinRequestId, version }: JoinRequest, done: string, onDone?: () => void) =>
  useChange(
    (api, body: Decision) =>
      api.PUT('/v1/join-requests/{joinRequestId}/decision', {
        params: { path: { joinRequestId }, header: { 'If-Match': etagOf(version) } },
        body,
      }),
    { done, changes: [['join-requests']], ...(onDone && { onDone }) },
  );

function Approve({ request }: { readonly request: JoinRequest }) {
  const approve = useDecision(request, `${request.publisherName} is in: what it brings from now on counts.`);
  return (
    <button
      type="button"
      aria-label={`Approve ${request.publisherName}`}
      disabled={approve.isPending}
      onClick={() => approve.mutate({ decision: 'approved' })}
    >
      Approve
    </button>
  );
}

function Decline({ request }: { readonly request: JoinRequest }) {
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  const decline = useDecision(request, `${request.publisherName} is told why not.`, close);
  return (
    <>
      <button
        type="button"
        className="quiet"
        aria-label={`Decline ${request.publisherName}`}
        onClick={() => setOpen(true)}
      >
        Decline
      </button>
      <Dialog title={`Decline ${request.publisherName}`} open={open} onClose={close}>
        <p>Nothing new is taken from it then. What it has brought goes on under its terms.</p>
        <Form
          submit="Decline it"
          busy={decline.isPending}
          error={decline.error}
          onSubmit={({ reason = '' }) => decline.mutate({ decision: 'declined', reason })}
        >
          <TextArea
            label="Why"
            name="reason"
            required
            maxLength={500}
            hint="The publisher reads it"
            error={decline.error}
          />
        </Form>
      </Dialog>
    </>
  );
}

/** Lets a publisher in, or says why not; what was decided may be thought over. */
export const DecideJoinRequest = ({ request }: { readonly request: JoinRequest }) => (
  <>
    {request.state !== 'approved' && <Approve request={request} />}{' '}
    {request.state !== 'declined' && <Decline request={request} />}
  </>
);
