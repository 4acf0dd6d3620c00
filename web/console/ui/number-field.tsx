import { type ComponentProps, useState } from 'react';
import { minorDigits } from '../app/format.ts';
import { TextField } from './form.tsx';

type Given = Omit<ComponentProps<typeof TextField>, 'value' | 'onChange' | 'type'>;

interface ValueProps<T> {
  /** What it begins with; afterwards the field has its own text, so that a half-typed number stands. */
  readonly value: T | undefined;
  readonly onChange: (value: T | undefined) => void;
}

/** A number; undefined while there is none. */
export function NumberField({ value, onChange, ...given }: Given & ValueProps<number>) {
  const [text, setText] = useState(() => (value === undefined ? '' : String(value)));
  return (
    <TextField
      step={1}
      {...given}
      type="number"
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        const number = event.target.valueAsNumber;
        onChange(Number.isNaN(number) ? undefined : number);
      }}
    />
  );
}

interface NumberFieldsProps<K extends string> {
  /** Where each is kept, what it is called, from and up to what it goes, and what helps. */
  readonly of: readonly (readonly [field: K, label: string, min: number, max: number, hint: string])[];
  readonly draft: Readonly<Record<K, number>>;
  readonly change: (part: Partial<Record<K, number>>) => void;
  readonly error: Error | null;
}

/** The numbers that a draft can't be without: one that is half typed leaves the draft as it is. */
export function NumberFields<K extends string>({ of, draft, change, error }: NumberFieldsProps<K>) {
  return of.map(([field, label, min, max, hint]) => (
    <NumberField
      key={field}
      label={label}
      name={field}
      min={min}
      max={max}
      required
      value={draft[field]}
      onChange={(value) => value !== undefined && change({ [field]: value } as Partial<Record<K, number>>)}
      hint={hint}
      error={error}
    />
  ));
}

/** An amount as people write it, 45.50; told in minor units. */
export function MoneyField({ value, onChange, currency, ...given }: Given & ValueProps<number> & { currency: string }) {
  const unit = 10 ** minorDigits(currency);
  return (
    <NumberField
      min={0}
      {...given}
      step={1 / unit}
      value={value === undefined ? undefined : value / unit}
      onChange={(major) => onChange(major === undefined ? undefined : Math.round(major * unit))}
    />
  );
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

/** Several words with commas between them. */
export function ListField({ value, onChange, ...given }: Given & ValueProps<readonly string[]>) {
  const [text, setText] = useState(() => (value ?? []).join(', '));
  return (
    <TextField
      {...given}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        const list = listOf(event.target.value);
        onChange(list.length > 0 ? list : undefined);
      }}
    />
  );
}
