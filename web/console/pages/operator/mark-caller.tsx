import type { Schema } from '../../../client/client.ts';
import { useChange } from '../../app/read.ts';
import { Form, Select, TextField } from '../../ui/form.tsx';
import { Card } from '../../ui/layout.tsx';

type Mark = Schema<'CallerMark'>;

/** Blocks a caller for the whole network, or says that many people share its number. */
export function MarkCaller() {
  const change = useChange((api, body: Mark) => api.PUT('/v1/caller-marks', { body }), {
    done: 'Marked: routing sees it within 30 seconds.',
    changes: [],
  });
  const { error } = change;
  return (
    <Card title="Mark a caller">
      <Form
        submit="Mark"
        busy={change.isPending}
        error={error}
        onSubmit={({ number = '', mark }) => change.mutate({ number: number.trim(), mark: mark as Mark['mark'] })}
      >
        <TextField
          label="Number"
          name="number"
          type="tel"
          required
          placeholder="+12175550123"
          hint="Kept as a keyed hash: nobody can read it again, so there is no list of them."
          error={error}
        />
        <Select
          label="Mark as"
          name="mark"
          error={error}
          options={[
            ['blocked', 'Blocked: its calls are not taken'],
            ['shared', 'Shared: an office or a family, never a repeat caller'],
            ['none', 'Neither'],
          ]}
        />
      </Form>
    </Card>
  );
}
