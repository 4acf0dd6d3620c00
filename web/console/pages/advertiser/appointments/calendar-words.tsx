import type { Schema } from '../../../../client/client.ts';
import { Facts } from '../../../ui/layout.tsx';

export type Kind = Schema<'Calendar'>['kind'];

export const KINDS: readonly (readonly [Kind, string])[] = [
  ['cal.com', 'Cal.com'],
  ['calendly', 'Calendly'],
];

interface Words {
  readonly where: string;
  readonly address: string;
  readonly events: string;
  readonly secret: string;
}

/** What is entered where, in the calendar's own words; the events are those that calendars/read-cal-com.ts and read-calendly.ts know. */
export const SETUP: Readonly<Record<Kind, Words>> = {
  'cal.com': {
    where: 'In Cal.com, Settings, Webhooks, make a new one.',
    address: 'Subscriber URL',
    events: 'Event triggers: Booking Created, Rescheduled, Cancelled, Rejected, and No-Show Updated.',
    secret: 'Secret',
  },
  calendly: {
    where: 'Make a webhook subscription by Calendly’s API: POST /webhook_subscriptions.',
    address: 'url',
    events: 'events: invitee.created, invitee.canceled, invitee_no_show.created, invitee_no_show.deleted.',
    secret: 'signing_key',
  },
};

/** A booking tells by its link whose it is: publishers write that into the link (calendars/reference.ts). */
export function LinkWords({ offerId }: { readonly offerId: string }) {
  const reference = `TAG_KEY~${offerId}~SOURCE`;
  return (
    <>
      <h3>What publishers put behind the link to it</h3>
      <Facts
        of={[
          ['At Cal.com', <code key="cal.com">?metadata[callbourse]={reference}</code>],
          ['At Calendly', <code key="calendly">?utm_content={reference}</code>],
        ]}
      />
      <p className="hint">
        With the key of their own tag, and a name for where it stands. A booking without it is nobody’s, and owes
        nothing.
      </p>
    </>
  );
}
