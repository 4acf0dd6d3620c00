import type { Schema } from '../../client/client.ts';
import { ProblemError } from '../app/problem.ts';
import { OWN_ZONE } from '../app/zones.ts';
import { Checks } from './checks.tsx';
import { TextField } from './form.tsx';
import { ZoneField } from './zone-field.tsx';

/** Opening hours on the wall clock of one zone. */
export type Hours = NonNullable<Schema<'NewTarget'>['hours']>;
type Window = Hours['windows'][number];

const DAYS = [
  ['1', 'Mon'],
  ['2', 'Tue'],
  ['3', 'Wed'],
  ['4', 'Thu'],
  ['5', 'Fri'],
  ['6', 'Sat'],
  ['7', 'Sun'],
] as const;
const MIDNIGHT = 1_440;

/** Where the reader is, Monday to Friday from nine to five. */
export const usualHours = (): Hours => ({
  zone: OWN_ZONE,
  windows: [usualWindow()],
});

const usualWindow = (): Window => ({ days: [1, 2, 3, 4, 5], fromMinute: 540, toMinute: 1_020 });

/** 1440 is midnight at the end of the day, which a clock shows as 00:00. */
const clockOf = (minute: number): string =>
  [Math.floor((minute % MIDNIGHT) / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');

function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

interface WindowFieldProps {
  readonly path: string;
  readonly number: number;
  readonly value: Window;
  readonly onChange: (value: Window) => void;
  readonly onRemove: (() => void) | undefined;
  readonly error: Error | null;
}

function WindowField({ path, number, value, onChange, onRemove, error }: WindowFieldProps) {
  return (
    <div className="row">
      <Checks
        legend={`Days of window ${number}`}
        options={DAYS}
        chosen={new Set(value.days.map(String))}
        onChange={(chosen) => onChange({ ...value, days: [...chosen].map(Number).sort() })}
        said={error instanceof ProblemError ? error.of(`${path}.days`) : undefined}
      />
      <TextField
        label="From"
        name={`${path}.fromMinute`}
        type="time"
        required
        value={clockOf(value.fromMinute)}
        onChange={(event) => onChange({ ...value, fromMinute: minuteOf(event.target.value) })}
        error={error}
      />
      <TextField
        label="To (00:00 is midnight)"
        name={`${path}.toMinute`}
        type="time"
        required
        value={clockOf(value.toMinute)}
        onChange={(event) => onChange({ ...value, toMinute: minuteOf(event.target.value) || MIDNIGHT })}
        error={error}
      />
      {onRemove && (
        <button type="button" aria-label={`Remove window ${number}`} onClick={onRemove}>
          Remove
        </button>
      )}
    </div>
  );
}

export interface HoursFieldProps {
  readonly path: string;
  readonly value: Hours;
  readonly onChange: (value: Hours) => void;
  /** What is said of the zone, and whether it stays as it is. */
  readonly zone?: { readonly isFixed: boolean; readonly hint: string };
  readonly error?: Error | null;
}

/** A zone and windows of the week; a night is two windows. */
export function HoursField({ path, value, onChange, zone, error = null }: HoursFieldProps) {
  const { windows } = value;
  const put = (next: readonly Window[]): void => onChange({ ...value, windows: [...next] });
  return (
    <fieldset>
      <legend>Hours</legend>
      <ZoneField
        name={`${path}.zone`}
        value={value.zone}
        onChange={(event) => onChange({ ...value, zone: event.target.value })}
        readOnly={zone?.isFixed}
        hint={zone?.hint}
        error={error}
      />
      {windows.map((window, index) => (
        <WindowField
          // biome-ignore lint/suspicious/noArrayIndexKey: a window has no name but its place
          key={index}
          path={`${path}.windows.${index}`}
          number={index + 1}
          value={window}
          onChange={(next) => put(windows.map((each, at) => (at === index ? next : each)))}
          onRemove={windows.length > 1 ? () => put(windows.filter((_, at) => at !== index)) : undefined}
          error={error}
        />
      ))}
      <div>
        <button type="button" onClick={() => put([...windows, usualWindow()])}>
          Add a window
        </button>
      </div>
    </fieldset>
  );
}
