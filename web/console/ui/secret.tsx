import { useState } from 'react';
import { Dialog } from './dialog.tsx';

export interface SecretProps {
  readonly title: string;
  /** What is shown this once; the dialog is open while it is there. */
  readonly secret: string | undefined;
  readonly onClose: () => void;
  readonly children: React.ReactNode;
}

/** Copies a text; where the browser refuses, the reader marks it by hand. */
function Copy({ text }: { readonly text: string }) {
  const [said, setSaid] = useState('');
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setSaid('Copied.'),
      () => setSaid('Your browser does not let us copy: mark the text and copy it yourself.'),
    );
  };
  return (
    <div className="row">
      <button type="button" onClick={copy}>
        Copy
      </button>
      <span role="status">{said}</span>
    </div>
  );
}

/** A key or secret, shown once: it is kept nowhere, neither here nor with us. */
export function Secret({ title, secret, onClose, children }: SecretProps) {
  return (
    <Dialog title={title} open={secret !== undefined} onClose={onClose}>
      {children}
      <pre>
        <code>{secret}</code>
      </pre>
      <Copy text={secret ?? ''} />
      <p className="hint">It is shown this once. Whoever has it acts in your name: keep it where you keep passwords.</p>
      <button type="button" className="primary" onClick={onClose}>
        I have kept it
      </button>
    </Dialog>
  );
}
