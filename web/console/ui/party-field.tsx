import { useEffect, useId, useState } from 'react';
import { idNamed, type Party, shownName } from '../app/party-names.ts';
import { TextField } from './form.tsx';

export interface PartyFieldProps {
  readonly label: string;
  readonly name: string;
  readonly parties: readonly Party[];
  readonly value?: string;
  /** Told an id or nothing, never a name that is half typed. */
  readonly onChoose?: (id: string) => void;
  readonly required?: boolean;
  readonly hint?: string;
  readonly error?: Error | null;
}

/** No text matches it: the browser holds the form back and says why. */
const NEVER = { pattern: '(?!)', title: 'Choose one from the list' };

/** A publisher or advertiser, found by typing part of its name; its form is sent its id. */
export function PartyField({ parties, value, onChoose, hint, ...field }: PartyFieldProps) {
  const list = useId();
  const [own, setOwn] = useState('');
  /** What is typed as long as it is nobody. */
  const [typed, setTyped] = useState<string>();
  const chosen = value ?? own;
  const named = typed === undefined ? undefined : idNamed(parties, typed);
  // Whoever types is faster than a list that is still under way: it may tell only later whose name this was.
  useEffect(() => {
    if (named === undefined) return;
    setTyped(undefined);
    if (named === chosen) return;
    setOwn(named);
    onChoose?.(named);
  }, [named, chosen, onChoose]);
  return (
    <>
      <TextField
        {...field}
        {...(typed === undefined ? {} : NEVER)}
        hint={typed === undefined ? hint : 'Choose one from the list.'}
        list={list}
        autoComplete="off"
        value={typed ?? shownName(parties, chosen)}
        onChange={(event) => setTyped(event.target.value)}
      />
      {/* Of two fields of a name, a form takes the later one. */}
      <input type="hidden" name={field.name} value={chosen} />
      <datalist id={list}>
        {parties.map(({ id }) => (
          <option key={id} value={shownName(parties, id)} />
        ))}
      </datalist>
    </>
  );
}
