import { Link } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { instant } from '../../app/format.ts';
import { useRead } from '../../app/read.ts';

type Webhook = Schema<'Webhook'>;

const BECAUSE = {
  owner: 'by you',
  failing: 'because it took nothing for three days',
  gone: 'because it answered that it is gone (410)',
} as const;

/** Why and since when a webhook is paused, and what that means. */
export const pausedWords = ({ because, at }: NonNullable<Webhook['paused']>): string =>
  `${BECAUSE[because]}, ${instant(at)}; what happens is kept for 30 days`;

/** Those that nobody paused on purpose: their owner may have no other webhook that would say so. */
export function PausedByTrouble({ items }: { readonly items: readonly Webhook[] }) {
  const paused = items.filter((each) => each.paused && each.paused.because !== 'owner');
  if (paused.length === 0) return null;
  return (
    <div className="failure" role="alert">
      <ul>
        {paused.map(({ webhookId, name, paused: pause }) => (
          <li key={webhookId}>
            <Link href={`/webhooks/${webhookId}`}>{name}</Link> is paused {pause && pausedWords(pause)}. Mend the
            receiver, then resume it: all that was kept is sent.
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The same on a page that is about something else: nothing where all is well. */
export function PausedWebhooks() {
  const { data } = useRead(['webhooks'], (api) => api.GET('/v1/webhooks'));
  return data ? <PausedByTrouble items={data.items} /> : null;
}
