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
  const choose = (id: string): void => {
    setTyped(undefined);
    if (id === chosen) return;
    setOwn(id);
    onChoose?.(id);
  };
  const type = (text: string): void => {
    const id = idNamed(parties, text);
    if (id === undefined) setTyped(text);
    else choose(id);
  };
  // The list may come after what is typed.
  const known = typed === undefined ? undefined : idNamed(parties, typed);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the list's coming that chooses
  useEffect(() => {
    if (known !== undefined) choose(known);
  }, [known]);
  return (
    <>
      <TextField
        {...field}
        {...(typed === undefined ? {} : NEVER)}
        hint={typed === undefined ? hint : 'Choose one from the list.'}
        list={list}
        autoComplete="off"
        value={typed ?? shownName(parties, chosen)}
        onChange={(event) => type(event.target.value)}
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
