import { useId } from 'react';
import type { Party } from '../app/parties.ts';
import { TextField } from './form.tsx';

export interface PartyFieldProps {
  readonly label: string;
  readonly name: string;
  readonly parties: readonly Party[];
  readonly value?: string;
  readonly onChoose?: (id: string) => void;
  readonly required?: boolean;
  readonly hint?: string;
  readonly error?: Error | null;
}

/** A publisher or advertiser by its id, found by typing part of its name. */
export function PartyField({ parties, value, onChoose, ...field }: PartyFieldProps) {
  const list = useId();
  return (
    <>
      <TextField
        {...field}
        list={list}
        autoComplete="off"
        {...(value === undefined ? {} : { value })}
        {...(onChoose ? { onChange: (event) => onChoose(event.target.value.trim()) } : {})}
      />
      <datalist id={list}>
        {parties.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </datalist>
    </>
  );
}
