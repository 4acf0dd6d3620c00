import { useState } from 'react';
import { ProblemError } from '../../app/problem.ts';
import { useChange } from '../../app/read.ts';
import { useSession } from '../../app/session.tsx';
import { Checks } from '../../ui/checks.tsx';
import { Form, TextField } from '../../ui/form.tsx';
import { isReading, SCOPE_WORDS, type Scope } from './scopes.ts';

interface NewKey {
  readonly label: string;
  readonly scopes: Scope[];
}

/** A name and what the key may do: of what its maker may do, reading only unless more is chosen. */
export function KeyForm({ onMade }: { readonly onMade: (key: string) => void }) {
  const { me } = useSession();
  const mine = me.scopes;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(mine.filter(isReading)));
  const make = useChange((api, body: NewKey) => api.POST('/v1/keys', { body }), {
    done: 'The key is made.',
    changes: [['keys']],
    onDone: ({ key }) => onMade(key),
  });
  const said = make.error instanceof ProblemError ? make.error.of('scopes') : undefined;
  return (
    <Form
      submit="Make the key"
      busy={make.isPending}
      error={make.error}
      onSubmit={({ label = '' }) => make.mutate({ label, scopes: mine.filter((scope) => chosen.has(scope)) })}
    >
      <TextField
        label="Name"
        name="label"
        required
        maxLength={100}
        hint="What works with it, so that you know which one to revoke"
        error={make.error}
      />
      <Checks
        legend="What it may do"
        options={mine.map((scope) => [scope, SCOPE_WORDS[scope]])}
        chosen={chosen}
        onChange={setChosen}
        said={said}
      />
      <div className="row">
        <button type="button" onClick={() => setChosen(new Set(mine))}>
          All of it
        </button>
        <button type="button" onClick={() => setChosen(new Set(mine.filter(isReading)))}>
          Reading only
        </button>
        <button type="button" onClick={() => setChosen(new Set())}>
          None
        </button>
      </div>
    </Form>
  );
}
