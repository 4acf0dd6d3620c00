import { useId, useState } from 'react';
import { TextArea } from './form.tsx';

export interface TextFileProps {
  readonly label: string;
  readonly name: string;
  readonly hint?: React.ReactNode;
  readonly error?: Error | null;
  readonly accept?: string;
}

/** The text of a file: chosen from the disk or pasted, and seen before it is sent. */
export function TextFile({ label, name, hint, error, accept }: TextFileProps) {
  const id = useId();
  const [text, setText] = useState('');
  const read = async (file: File | undefined): Promise<void> => {
    if (file) setText(await file.text());
  };
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{label}: choose it</label>
        <input id={id} type="file" accept={accept} onChange={(event) => void read(event.target.files?.[0])} />
      </div>
      <TextArea
        label={`${label}: or paste it`}
        name={name}
        hint={hint}
        error={error ?? null}
        rows={8}
        spellCheck={false}
        required
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </>
  );
}
