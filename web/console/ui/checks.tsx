export interface ChecksProps {
  readonly legend: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
  readonly hint?: string;
  /** What the last try was told of it. */
  readonly said?: string | undefined;
}

/** The set without a value that it had, or with one that it had not. */
const turned = (chosen: ReadonlySet<string>, value: string): ReadonlySet<string> =>
  chosen.has(value) ? new Set([...chosen].filter((each) => each !== value)) : new Set([...chosen, value]);

/** Any of several: a box for each. */
export function Checks({ legend, options, chosen, onChange, hint, said }: ChecksProps) {
  return (
    <fieldset className="checks">
      <legend>{legend}</legend>
      {hint && <p className="hint">{hint}</p>}
      {options.map(([value, label]) => (
        <label key={value} className="check">
          <input type="checkbox" checked={chosen.has(value)} onChange={() => onChange(turned(chosen, value))} />
          {label}
        </label>
      ))}
      {said && <p className="said">{said}</p>}
    </fieldset>
  );
}
