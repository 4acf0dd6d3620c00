import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { useChange } from '../../app/read.ts';
import { ownClock } from '../../app/zones.ts';
import { Checks } from '../../ui/checks.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, TextField } from '../../ui/form.tsx';

type Replay = Schema<'Replay'>;

/** Sends deliveries again, each with its id and its bytes. */
export function useReplay(webhookId: string, onDone?: () => void) {
  return useChange(
    (api, body: Replay) => api.POST('/v1/webhooks/{webhookId}/replays', { params: { path: { webhookId } }, body }),
    {
      done: 'On their way again, each with the id it had.',
      changes: [
        ['deliveries', webhookId],
        ['delivery', webhookId],
      ],
      ...(onDone && { onDone }),
    },
  );
}

const STATES = [
  ['failed', 'Given up after three days'],
  ['held', 'Kept during a pause'],
  ['delivered', 'Taken already: sent once more'],
] as const;

/** A time as a browser's field gives it is of the reader's own zone. */
const isoOf = (local: string): string => new Date(local).toISOString();

export function ReplayRange({ webhookId }: { readonly webhookId: string }) {
  const [open, setOpen] = useState(false);
  const [states, setStates] = useState<ReadonlySet<string>>(new Set(['failed']));
  const replay = useReplay(webhookId, () => setOpen(false));
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Send a time range again
      </button>
      <Dialog title="Send a time range again" open={open} onClose={() => setOpen(false)}>
        <Form
          submit="Send again"
          busy={replay.isPending}
          error={replay.error}
          onSubmit={({ from = '', to = '' }) =>
            replay.mutate({
              from: isoOf(from),
              to: isoOf(to),
              states: STATES.map(([state]) => state).filter((state) => states.has(state)),
            })
          }
        >
          {(['From', 'To'] as const).map((label) => (
            <TextField
              key={label}
              label={label}
              name={label.toLowerCase()}
              type="datetime-local"
              required
              hint={`By ${ownClock()}`}
              error={replay.error}
            />
          ))}
          <Checks legend="Which ones" options={STATES} chosen={states} onChange={setStates} />
        </Form>
      </Dialog>
    </>
  );
}
