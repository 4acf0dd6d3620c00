import { Link, useParams } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { instant } from '../../app/format.ts';
import { useRead } from '../../app/read.ts';
import { Card, Facts, Page, State } from '../../ui/layout.tsx';
import { Empty, Shown } from '../../ui/states.tsx';
import { useReplay } from './webhook-replay.tsx';

type View = Schema<'Delivery'>;
type Attempt = View['attempts'][number];

const LIVE_MS = 3_000;

/** JSON for people; what is no JSON as it is. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function Try({ of, number }: { readonly of: Attempt; readonly number: number }) {
  return (
    <li>
      <h3>
        Try {number}, {instant(of.at)}
      </h3>
      <Facts
        of={[
          ['Request', <code key="request">{`${of.request.method} ${of.request.url}`}</code>],
          ['Answer', of.status ?? `none: ${(of.failure ?? 'no answer').replaceAll('-', ' ')}`],
          ['Took', `${of.tookMs} ms`],
          ...Object.entries(of.headers ?? {}).map(([name, value]) => [name, <code key={name}>{value}</code>] as const),
        ]}
      />
      {of.answer && <pre>{of.answer}</pre>}
    </li>
  );
}

function Again({ webhookId, of }: { readonly webhookId: string; readonly of: View }) {
  const replay = useReplay(webhookId);
  if (of.state === 'pending') return null;
  return (
    <button type="button" disabled={replay.isPending} onClick={() => replay.mutate({ deliveryIds: [of.deliveryId] })}>
      Send it again
    </button>
  );
}

/** The log keeps the last tries only; a replay counts its own anew. */
const firstKept = ({ tries, attempts }: View): number => Math.max(tries - attempts.length, 0) + 1;

/** One event for one webhook: what was sent, byte for byte, and what was answered at each try. */
export function Delivery() {
  const { webhookId = '', deliveryId = '' } = useParams<{ webhookId: string; deliveryId: string }>();
  const delivery = useRead(
    ['delivery', webhookId, deliveryId],
    (api) =>
      api.GET('/v1/webhooks/{webhookId}/deliveries/{deliveryId}', { params: { path: { webhookId, deliveryId } } }),
    { everyMs: LIVE_MS },
  );
  return (
    <Page
      title={delivery.data?.type ?? 'Delivery'}
      lead={<code>{deliveryId}</code>}
      actions={
        <>
          <Link href={`/webhooks/${webhookId}`}>All that it was sent</Link>
          {delivery.data && <Again webhookId={webhookId} of={delivery.data} />}
        </>
      }
    >
      <Shown of={delivery} what="the delivery">
        {(found) => (
          <>
            <Card title="The event" aside={<State of={found.state} />}>
              <Facts
                of={[
                  ['webhook-id', <code key="id">{found.eventId}</code>],
                  ['About', <code key="object">{found.objectId}</code>],
                  ['Happened', instant(found.happenedAt)],
                  ['Next try', found.nextTryAt && instant(found.nextTryAt)],
                ]}
              />
              <pre>{readable(found.body)}</pre>
            </Card>
            <Card title="Tries">
              {found.attempts.length === 0 ? (
                <Empty title="Not tried yet" />
              ) : (
                <ol className="steps">
                  {found.attempts.map((each, index) => (
                    <Try key={each.at} of={each} number={firstKept(found) + index} />
                  ))}
                </ol>
              )}
            </Card>
          </>
        )}
      </Shown>
    </Page>
  );
}
