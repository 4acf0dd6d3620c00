import { useState } from 'react';
import type { Schema } from '../../../../client/client.ts';
import { Form, TextField } from '../../../ui/form.tsx';
import { HoursField } from '../../../ui/hours-field.tsx';
import { NumberFields } from '../../../ui/number-field.tsx';
import { ClosedDays } from './closed-days.tsx';
import { availabilityOf, type HoursDraft } from './hours-draft.ts';

const ZONE_FIXED =
  'It stays what it was when the hours were first set, since the days of your meetings are cut by it. Another zone takes another offer.';
const ZONE_STAYS = 'It can not be changed later.';

const NUMBERS = [
  ['slotMinutes', 'A meeting takes, minutes', 5, 480, ''],
  ['bufferMinutes', 'Kept free after it, minutes', 0, 240, ''],
  ['capacity', 'Meetings at the same time', 1, 50, ''],
  ['noticeMinutes', 'Booked at least, minutes before', 0, 20_160, 'A day is 1440'],
  ['horizonDays', 'Booked at most, days before', 1, 120, ''],
] as const;

export interface HoursFormProps {
  readonly begin: HoursDraft;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onSubmit: (body: Schema<'NewAvailability'>) => void;
}

/** When meetings are taken, how long they are, and how they are booked. */
export function HoursForm({ begin, busy, error, onSubmit }: HoursFormProps) {
  const [draft, setDraft] = useState(begin);
  const change = (part: Partial<HoursDraft>): void => setDraft((before) => ({ ...before, ...part }));
  return (
    <Form submit="Take meetings then" busy={busy} error={error} onSubmit={() => onSubmit(availabilityOf(draft))}>
      <HoursField
        path="hours"
        value={draft.hours}
        onChange={(hours) => change({ hours })}
        zone={{ isFixed: begin.from > 0, hint: begin.from > 0 ? ZONE_FIXED : ZONE_STAYS }}
        error={error}
      />
      <div className="row">
        <NumberFields of={NUMBERS} draft={draft} change={change} error={error} />
      </div>
      <ClosedDays value={draft.closedDays} onChange={(closedDays) => change({ closedDays })} error={error} />
      <TextField
        label="Where the meeting is joined"
        name="joinUrl"
        inputMode="url"
        maxLength={300}
        placeholder="https://meet.example.com/acme"
        value={draft.joinUrl}
        onChange={(event) => change({ joinUrl: event.target.value })}
        hint="HTTPS; the invitation has it. Empty: you tell them otherwise"
        error={error}
      />
    </Form>
  );
}
