import { type ReactNode, useId } from 'react';
import { ProblemError } from '../app/problem.ts';
import { Failure } from './states.tsx';

export interface FieldProps {
  readonly label: string;
  readonly name: string;
  readonly hint?: ReactNode;
  /** The refusal of the last try: what it said of this field is shown here. */
  readonly error?: Error | null;
}

interface Described {
  readonly id: string;
  readonly name: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
}

function Field({
  label,
  name,
  hint,
  error,
  control,
}: FieldProps & { readonly control: (described: Described) => ReactNode }) {
  const id = useId();
  const said = error instanceof ProblemError ? error.of(name) : undefined;
  const describedBy = [hint && `${id}-hint`, said && `${id}-said`].filter(Boolean).join(' ') || undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {control({ id, name, 'aria-describedby': describedBy, 'aria-invalid': said !== undefined })}
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      {said && (
        <p id={`${id}-said`} className="said">
          {said}
        </p>
      )}
    </div>
  );
}

type InputProps = FieldProps & Omit<React.InputHTMLAttributes<HTMLInputElement>, 'name' | 'id'>;
export const TextField = ({ label, name, hint, error, ...input }: InputProps) => (
  <Field
    label={label}
    name={name}
    hint={hint}
    error={error ?? null}
    control={(described) => <input {...input} {...described} />}
  />
);

type AreaProps = FieldProps & Omit<React.TextareaHTMLAttributes<HTMLTextAreaElement>, 'name' | 'id'>;
export const TextArea = ({ label, name, hint, error, ...area }: AreaProps) => (
  <Field
    label={label}
    name={name}
    hint={hint}
    error={error ?? null}
    control={(described) => <textarea rows={3} {...area} {...described} />}
  />
);

type SelectProps = FieldProps &
  Omit<React.SelectHTMLAttributes<HTMLSelectElement>, 'name' | 'id' | 'children'> & {
    readonly options: readonly (readonly [value: string, label: string])[];
  };
export const Select = ({ label, name, hint, error, options, ...select }: SelectProps) => (
  <Field
    label={label}
    name={name}
    hint={hint}
    error={error ?? null}
    control={(described) => (
      <select {...select} {...described}>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    )}
  />
);

export interface FormProps {
  readonly submit: string;
  readonly busy: boolean;
  readonly error?: Error | null;
  readonly onSubmit: (values: Readonly<Record<string, string>>) => void;
  readonly children: ReactNode;
}

/** Sends its fields by name. What the API refused is said above, and at each field that it named. */
export function Form({ submit, busy, error, onSubmit, children }: FormProps) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const fields = [...new FormData(event.currentTarget)].filter(
          (field): field is [string, string] => typeof field[1] === 'string',
        );
        onSubmit(Object.fromEntries(fields));
      }}
    >
      {error && <Failure error={error} />}
      {children}
      <button type="submit" className="primary" disabled={busy}>
        {busy ? 'Sending…' : submit}
      </button>
    </form>
  );
}
