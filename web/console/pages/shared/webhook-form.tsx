import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { ProblemError } from '../../app/problem.ts';
import { Checks } from '../../ui/checks.tsx';
import { Form, Select, TextField } from '../../ui/form.tsx';
import { Shown } from '../../ui/states.tsx';
import { type Family, useEventTypes } from './webhook-events.ts';

export type WebhookFields = Schema<'WebhookChange'>;
type Webhook = Schema<'Webhook'>;
type Kind = Webhook['kind'];

const ALL = '*';

interface EventsProps {
  readonly families: readonly Family[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
  readonly said: string | undefined;
}

/** Everything, whole families, or single types; what a wider choice includes needs no box of its own. */
function Events({ families, chosen, onChange, said }: EventsProps) {
  const options = [
    [ALL, 'Everything, and what is added later'] as const,
    ...(chosen.has(ALL)
      ? []
      : families.flatMap(({ filter, name, types }) => [
          [filter, `${name}: all of it`] as const,
          ...(chosen.has(filter) ? [] : types.map(({ type, summary }) => [type, `${type}: ${summary}`] as const)),
        ])),
  ];
  const known = new Set(options.map(([value]) => value));
  return (
    <Checks
      legend="What it is told"
      options={options}
      chosen={chosen}
      onChange={(next) => onChange(new Set([...next].filter((each) => known.has(each))))}
      said={said}
    />
  );
}

function Target({
  kind,
  was,
  error,
}: {
  readonly kind: Kind;
  readonly was: Webhook | undefined;
  readonly error: Error | null;
}) {
  const { macros } = useEventTypes();
  return (
    <>
      <TextField
        label="Address"
        name="url"
        type="text"
        inputMode="url"
        required
        defaultValue={was?.url}
        placeholder={
          kind === 'webhook'
            ? 'https://example.com/callbourse'
            : 'https://example.com/pb?cid={click_id}&payout={payout}'
        }
        error={error}
        hint={
          kind === 'webhook'
            ? 'HTTPS at a public address. We send signed JSON there; redirects are not followed.'
            : `What stands in braces is filled in: ${macros.map((macro) => `{${macro}}`).join(' ')}`
        }
      />
      {kind === 'postback' && (
        <Select
          label="Sent by"
          name="method"
          defaultValue={was?.method ?? 'GET'}
          error={error}
          options={[
            ['GET', 'GET: all of it in the address'],
            ['POST', 'POST: what stands behind the ? as a form'],
          ]}
        />
      )}
    </>
  );
}

export interface WebhookFormProps {
  readonly submit: string;
  readonly was?: Webhook;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onSubmit: (fields: WebhookFields, kind: Kind) => void;
}

/** Where to, and of what: for a new webhook or postback, or a change of one. */
export function WebhookForm({ submit, was, busy, error, onSubmit }: WebhookFormProps) {
  const { read, families } = useEventTypes();
  const [kind, setKind] = useState<Kind>(was?.kind ?? 'webhook');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(was?.events ?? []));
  const said = error instanceof ProblemError ? error.of('events') : undefined;
  return (
    <Shown of={read} what="the types of events">
      {() => (
        <Form
          submit={submit}
          busy={busy}
          error={error}
          onSubmit={({ name = '', url = '', method }) =>
            onSubmit({ name, url, events: [...chosen], ...(method === 'GET' ? { method } : {}) }, kind)
          }
        >
          {!was && (
            <Select
              label="Kind"
              name="kind"
              value={kind}
              onChange={(event) => setKind(event.target.value === 'postback' ? 'postback' : 'webhook')}
              options={[
                ['webhook', 'Webhook: signed JSON, for your own systems'],
                ['postback', 'Postback: a URL with macros, for trackers'],
              ]}
            />
          )}
          <TextField label="Name" name="name" required maxLength={80} defaultValue={was?.name} error={error} />
          <Target kind={kind} was={was} error={error} />
          <Events families={families} chosen={chosen} onChange={setChosen} said={said} />
        </Form>
      )}
    </Shown>
  );
}
