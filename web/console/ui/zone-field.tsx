import { TextField } from './form.tsx';

export const ZONES = Intl.supportedValuesOf('timeZone');

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
