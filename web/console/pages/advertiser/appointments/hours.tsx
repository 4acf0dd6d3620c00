import { useState } from 'react';
import { hoursInWords } from '../../../../../shared/catalog/criteria-in-words.ts';
import type { Schema } from '../../../../client/client.ts';
import { etagOf } from '../../../app/etag.ts';
import { calendarDay } from '../../../app/format.ts';
import { ProblemError } from '../../../app/problem.ts';
import { useChange, useRead } from '../../../app/read.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Card, Facts } from '../../../ui/layout.tsx';
import { Empty, Shown } from '../../../ui/states.tsx';
import { type Availability, draftOf, type HoursDraft } from './hours-draft.ts';
import { HoursForm } from './hours-form.tsx';
import { Slots } from './slots.tsx';

interface OfferProps {
  readonly offerId: string;
}

interface SayProps extends OfferProps {
  readonly now: Availability | undefined;
  /** Whether there are hours is known. */
  readonly isKnown: boolean;
}

/** Takes the place of the hours that were seen, and of no others. */
function Say({ offerId, now, isKnown }: SayProps) {
  const [begin, setBegin] = useState<HoursDraft>();
  const save = useChange(
    (api, body: Schema<'NewAvailability'>) =>
      api.PUT('/v1/offers/{offerId}/availability', {
        params: { path: { offerId }, header: { 'If-Match': etagOf(begin?.from ?? 0) } },
        body,
      }),
    {
      done: 'Bookings see it at once; those that are made stand.',
      changes: [
        ['availability', offerId],
        ['slots', offerId],
      ],
      onDone: () => setBegin(undefined),
    },
  );
  return (
    <>
      <button
        type="button"
        className={now ? undefined : 'primary'}
        disabled={!isKnown}
        onClick={() => setBegin(draftOf(now))}
      >
        {now ? 'Change the hours' : 'Set the hours'}
      </button>
      <Dialog title="When meetings are taken" open={begin !== undefined} onClose={() => setBegin(undefined)}>
        {begin && (
          <HoursForm begin={begin} busy={save.isPending} error={save.error} onSubmit={(body) => save.mutate(body)} />
        )}
      </Dialog>
    </>
  );
}

const minutes = (count: number): string => (count === 1 ? '1 minute' : `${count} minutes`);
const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

function InWords({ of }: { readonly of: HoursDraft }) {
  return (
    <Facts
      of={[
        ['Hours', hoursInWords(of.hours)],
        ['A meeting takes', minutes(of.slotMinutes)],
        ['Kept free after it', of.bufferMinutes > 0 ? minutes(of.bufferMinutes) : undefined],
        ['At the same time', of.capacity],
        ['Booked', `at least ${minutes(of.noticeMinutes)} and at most ${days(of.horizonDays)} before`],
        ['Closed', of.closedDays.map(calendarDay).join('; ')],
        ['Joined at', of.joinUrl && <code key="joinUrl">{of.joinUrl}</code>],
      ]}
    />
  );
}

/** When an advertiser takes the meetings of an offer, and what a page would offer by it. */
export function MeetingHours({ offerId }: OfferProps) {
  const availability = useRead(['availability', offerId], (api) =>
    api.GET('/v1/offers/{offerId}/availability', { params: { path: { offerId } } }),
  );
  const { data, error } = availability;
  const isAbsent = error instanceof ProblemError && error.isAbsent;
  return (
    <Card
      title="When meetings are taken"
      wide
      aside={<Say offerId={offerId} now={data} isKnown={data !== undefined || isAbsent} />}
    >
      <Shown
        of={availability}
        what="when meetings are taken"
        absent={
          <Empty title="No meeting can be booked yet">
            Publishers’ pages and setters have no times to offer until you set the hours.
          </Empty>
        }
      >
        {(found) => (
          <>
            <InWords of={draftOf(found)} />
            <Slots offerId={offerId} of={found} />
          </>
        )}
      </Shown>
    </Card>
  );
}
