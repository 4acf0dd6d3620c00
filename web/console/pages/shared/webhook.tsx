import { Link, useParams } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { instant, words } from '../../app/format.ts';
import { useRead } from '../../app/read.ts';
import { Card, Facts, Page, State } from '../../ui/layout.tsx';
import { Shown } from '../../ui/states.tsx';
import { ChangeWebhook, PauseWebhook, RemoveWebhook, RotateSecret, TestWebhook } from './webhook-changes.tsx';
import { DeliveryLog } from './webhook-log.tsx';
import { pausedWords } from './webhook-paused.tsx';

type View = Schema<'Webhook'>;

/** Often enough to see the state turn after a test. */
const LIVE_MS = 5_000;

function About({ of }: { readonly of: View }) {
  const { paused, trouble } = of;
  return (
    <Facts
      of={[
        ['Kind', words(of.kind)],
        ['Address', <code key="url">{of.url}</code>],
        ['Sent by', of.method],
        ['Told of', of.events.map((each) => (each === '*' ? 'everything' : each)).join(', ')],
        ['Paused', paused && pausedWords(paused)],
        [
          'Trouble',
          trouble &&
            `nothing was taken since ${instant(trouble.since)}, ${trouble.failures} tries; the next ${instant(trouble.retryAt)}`,
        ],
        ['Old secret', of.previousSecretUntil && `signs as well until ${instant(of.previousSecretUntil)}`],
        ['Made', instant(of.createdAt)],
      ]}
    />
  );
}

/** One webhook: how it stands, what can be done with it, and all that it was sent. */
export function Webhook() {
  const { webhookId = '' } = useParams<{ webhookId: string }>();
  const webhook = useRead(
    ['webhook', webhookId],
    (api) => api.GET('/v1/webhooks/{webhookId}', { params: { path: { webhookId } } }),
    { everyMs: LIVE_MS },
  );
  return (
    <Page
      title={webhook.data?.name ?? 'Webhook'}
      lead={<code>{webhookId}</code>}
      actions={<Link href="/webhooks">All webhooks</Link>}
    >
      <Shown of={webhook} what="the webhook">
        {(found) => (
          <>
            <Card title="How it stands" aside={<State of={found.state} />}>
              <About of={found} />
              <div className="actions changes">
                <TestWebhook webhookId={webhookId} />
                <PauseWebhook webhook={found} />
                <ChangeWebhook webhook={found} />
                {found.kind === 'webhook' && <RotateSecret webhookId={webhookId} />}
                <RemoveWebhook webhook={found} />
              </div>
            </Card>
            <DeliveryLog webhookId={webhookId} />
          </>
        )}
      </Shown>
    </Page>
  );
}
