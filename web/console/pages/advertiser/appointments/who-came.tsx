import { useState } from 'react';
import type { Schema } from '../../../../client/client.ts';
import { useChange } from '../../../app/read.ts';
import { ownClock } from '../../../app/zones.ts';
import { Confirm } from '../../../ui/confirm.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Form, TextField } from '../../../ui/form.tsx';

type Meeting = Schema<'Appointment'>;

const useWord = ({ appointmentId }: Meeting, done: string, onDone?: () => void) =>
  useChange(
    (api, body: Schema<'AttendanceReport'>) =>
      api.POST('/v1/appointments/{appointmentId}/attendance', { params: { path: { appointmentId } }, body }),
    {
      done,
      changes: [
        ['appointment', appointmentId],
        ['outcome', appointmentId],
      ],
      ...(onDone && { onDone }),
    },
  );

export function TheyCame({ of }: { readonly of: Meeting }) {
  const say = useWord(of, 'It was held: its verdict comes in seconds.');
  return (
    <Confirm
      action="They came"
      title="Was the meeting held?"
      busy={say.isPending}
      onConfirm={() => say.mutate({ said: 'held' })}
    >
      <p>Then it is so for good, and is judged at once: by what your offer asks for besides.</p>
    </Confirm>
  );
}

/** A time of day by the reader's own clock, as its field has it, is an instant. */
const instantOf = (local: string): string => (local === '' ? '' : new Date(local).toISOString());

const MAX_ATTEMPTS = 10;

export function NobodyCame({ of }: { readonly of: Meeting }) {
  const asked = of.attendance.rules.noShowAttempts;
  const [attempts, setAttempts] = useState<readonly string[]>();
  const close = (): void => setAttempts(undefined);
  const say = useWord(of, 'Your word is in; the other side may say otherwise.', close);
  return (
    <>
      <button type="button" onClick={() => setAttempts(Array.from({ length: asked }, () => ''))}>
        Nobody came
      </button>
      <Dialog title="Nobody came" open={attempts !== undefined} onClose={close}>
        {attempts && (
          <Form
            submit="Say so"
            busy={say.isPending}
            error={say.error}
            onSubmit={() => say.mutate({ said: 'no-show', attempts: attempts.map(instantOf) })}
          >
            <p>
              {asked === 0
                ? 'It counts as you say it.'
                : `It counts where you tried to reach them at least ${asked === 1 ? 'once' : `${asked} times`}: say when.`}
            </p>
            {attempts.map((attempt, index) => (
              <TextField
                // biome-ignore lint/suspicious/noArrayIndexKey: an attempt has no name but its place
                key={index}
                label={`Attempt ${index + 1}`}
                name={`attempts.${index}`}
                type="datetime-local"
                required
                value={attempt}
                onChange={({ target }) => setAttempts(attempts.map((each, at) => (at === index ? target.value : each)))}
                hint={`By ${ownClock()}`}
                error={say.error}
              />
            ))}
            {attempts.length < MAX_ATTEMPTS && (
              <button type="button" onClick={() => setAttempts([...attempts, ''])}>
                Add an attempt
              </button>
            )}
          </Form>
        )}
      </Dialog>
    </>
  );
}
