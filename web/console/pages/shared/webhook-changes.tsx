import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { etagOf } from '../../app/etag.ts';
import { useChange } from '../../app/read.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, TextField } from '../../ui/form.tsx';
import { Secret } from '../../ui/secret.tsx';
import { type WebhookFields, WebhookForm } from './webhook-form.tsx';

type Webhook = Schema<'Webhook'>;
interface IdProps {
  readonly webhookId: string;
}
interface WebhookProps {
  readonly webhook: Webhook;
}

const changedBy = (webhookId: string) => [['webhooks'], ['webhook', webhookId]] as const;
const pathOf = (webhookId: string) => ({ path: { webhookId } });

export function TestWebhook({ webhookId }: IdProps) {
  const test = useChange((api, id: string) => api.POST('/v1/webhooks/{webhookId}/tests', { params: pathOf(id) }), {
    done: 'A test event is on its way: see the log.',
    changes: [['deliveries', webhookId]],
  });
  return (
    <button type="button" className="primary" disabled={test.isPending} onClick={() => test.mutate(webhookId)}>
      Send a test event
    </button>
  );
}

export function PauseWebhook({ webhook: { webhookId, state } }: WebhookProps) {
  const next = state === 'active' ? 'paused' : 'active';
  const change = useChange(
    (api, to: 'active' | 'paused') =>
      api.PUT('/v1/webhooks/{webhookId}/state', { params: pathOf(webhookId), body: { state: to } }),
    {
      done: next === 'paused' ? 'It is paused; what happens is kept for it.' : 'It is sent what was kept for it.',
      changes: [...changedBy(webhookId), ['deliveries', webhookId]],
    },
  );
  return (
    <button type="button" disabled={change.isPending} onClick={() => change.mutate(next)}>
      {next === 'paused' ? 'Pause' : 'Resume'}
    </button>
  );
}

export function ChangeWebhook({ webhook }: WebhookProps) {
  const { webhookId, version } = webhook;
  const [open, setOpen] = useState(false);
  const change = useChange(
    (api, body: WebhookFields) =>
      api.PUT('/v1/webhooks/{webhookId}', {
        params: { ...pathOf(webhookId), header: { 'If-Match': etagOf(version) } },
        body,
      }),
    { done: 'It is changed.', changes: changedBy(webhookId), onDone: () => setOpen(false) },
  );
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Change
      </button>
      <Dialog title={`Change “${webhook.name}”`} open={open} onClose={() => setOpen(false)}>
        <WebhookForm
          submit="Change it"
          was={webhook}
          busy={change.isPending}
          error={change.error}
          onSubmit={(fields) => change.mutate(fields)}
        />
      </Dialog>
    </>
  );
}

const DEFAULT_HOURS = 24;
const MAX_HOURS = 168;

export function RotateSecret({ webhookId }: IdProps) {
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState<string>();
  const rotate = useChange(
    (api, keepPreviousHours: number) =>
      api.POST('/v1/webhooks/{webhookId}/secrets', { params: pathOf(webhookId), body: { keepPreviousHours } }),
    {
      done: 'The new secret signs from now on.',
      changes: changedBy(webhookId),
      onDone: (made) => {
        setOpen(false);
        setSecret(made.secret);
      },
    },
  );
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        New secret
      </button>
      <Dialog title="A new secret" open={open} onClose={() => setOpen(false)}>
        <p>Each request carries both signatures for a while, so that your system can change over without losing one.</p>
        <Form
          submit="Make the secret"
          busy={rotate.isPending}
          error={rotate.error}
          onSubmit={({ keepPreviousHours = '' }) => rotate.mutate(Number(keepPreviousHours))}
        >
          <TextField
            label="Hours that the old one signs as well"
            name="keepPreviousHours"
            type="number"
            min={0}
            max={MAX_HOURS}
            required
            defaultValue={DEFAULT_HOURS}
            hint="0 where somebody may have got hold of it"
            error={rotate.error}
          />
        </Form>
      </Dialog>
      <Secret title="The new secret" secret={secret} onClose={() => setSecret(undefined)}>
        <p>Put it into your system now.</p>
      </Secret>
    </>
  );
}

export function RemoveWebhook({ webhook: { webhookId, name } }: WebhookProps) {
  const [, go] = useLocation();
  const remove = useChange((api, id: string) => api.DELETE('/v1/webhooks/{webhookId}', { params: pathOf(id) }), {
    done: `“${name}” is removed.`,
    changes: [['webhooks']],
    onDone: () => go('/webhooks'),
  });
  return (
    <Confirm
      action="Remove"
      title={`Remove “${name}”?`}
      busy={remove.isPending}
      onConfirm={() => remove.mutate(webhookId)}
    >
      <p>What waits for it is never sent, and its log is gone. To stop it for a while, pause it instead.</p>
    </Confirm>
  );
}
