import { useState } from 'react';
import { useSession } from '../app/session.tsx';
import { useNotice } from './notice.tsx';

export interface DownloadProps {
  /** A path of the API that answers a file. */
  readonly path: string;
  readonly name: string;
  readonly children: string;
}

/** Saves a file of the API: the sign-in is in a header, which a plain link can't carry. */
export function Download({ path, name, children }: DownloadProps) {
  const { download } = useSession();
  const notice = useNotice();
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      const address = URL.createObjectURL(await download(path));
      Object.assign(document.createElement('a'), { href: address, download: name }).click();
      URL.revokeObjectURL(address);
    } catch (error) {
      notice({ kind: 'failed', text: error instanceof Error ? error.message : String(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <button type="button" disabled={busy} onClick={() => void save()}>
      {children}
    </button>
  );
}
