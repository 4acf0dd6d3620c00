import { type ReactNode, useState } from 'react';
import { Dialog } from './dialog.tsx';

export interface ConfirmProps {
  /** What the button says, here and in the dialog. */
  readonly action: string;
  /** Names the button where several of them stand in a list. */
  readonly label?: string;
  readonly title: string;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  /** What it means, and that it can't be undone. */
  readonly children: ReactNode;
}

/** A change that can't be undone: it is asked once more, in words. */
export function Confirm({ action, label, title, busy, onConfirm, children }: ConfirmProps) {
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <button type="button" className="danger" aria-label={label} disabled={busy} onClick={() => setOpen(true)}>
        {action}
      </button>
      <Dialog title={title} open={open} onClose={close}>
        {children}
        <div className="row">
          <button
            type="button"
            className="danger"
            onClick={() => {
              close();
              onConfirm();
            }}
          >
            {action}
          </button>
          <button type="button" onClick={close}>
            Leave it
          </button>
        </div>
      </Dialog>
    </>
  );
}
