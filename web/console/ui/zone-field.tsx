import { TextField } from './form.tsx';

const ZONES = Intl.supportedValuesOf('timeZone');

/** Where the reader is. */
export const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A time zone by its name, found by typing part of it. */
export function ZoneField(props: Omit<React.ComponentProps<typeof TextField>, 'label' | 'list'>) {
  return (
    <>
      <TextField label="Time zone" list="zones" required {...props} />
      <datalist id="zones">
        {ZONES.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </>
  );
}
