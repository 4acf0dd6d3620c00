import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { useChange } from '../../app/read.ts';
import { Form, TextField } from '../../ui/form.tsx';

type Checked = Schema<'TagCheck'>;

function Findings({ of }: { readonly of: Checked }) {
  return (
    <div role="status">
      <h3>{of.works ? 'It works on this page' : 'It does not work on this page yet'}</h3>
      <ul className="criteria">
        {of.findings.map(({ what, holds, told }) => (
          <li key={what} className={holds ? 'held' : 'failed'}>
            {holds ? '✓' : '✗'} {told}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Fetches a page as a visitor's browser would and says what it found of the tag. */
export function TagCheck() {
  const [found, setFound] = useState<Checked>();
  const check = useChange((api, { url }: { readonly url: string }) => api.POST('/v1/tag-checks', { body: { url } }), {
    done: 'The page was looked at',
    changes: [],
    onDone: setFound,
  });
  return (
    <>
      <h3>Does it work on a page?</h3>
      <Form
        submit="Check the page"
        busy={check.isPending}
        error={check.error}
        onSubmit={({ url = '' }) => check.mutate({ url })}
      >
        <TextField
          label="Address of the page"
          name="url"
          type="url"
          required
          placeholder="https://example.com/roofs"
          error={check.error}
        />
      </Form>
      {found && <Findings of={found} />}
    </>
  );
}
