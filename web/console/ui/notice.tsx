import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

export interface Notice {
  readonly kind: 'done' | 'failed';
  readonly text: string;
}

const NoticeContext = createContext<(notice: Notice) => void>(() => undefined);
export const useNotice = (): ((notice: Notice) => void) => useContext(NoticeContext);

const SHOWN_MS = 8_000;

/** What came of the last change, also for who does not see it. */
export function NoticeProvider({ children }: { readonly children: ReactNode }) {
  const [notice, setNotice] = useState<Notice & { readonly id: number }>();
  const tell = useCallback((told: Notice) => {
    const id = performance.now();
    setNotice({ ...told, id });
    setTimeout(() => setNotice((shown) => (shown?.id === id ? undefined : shown)), SHOWN_MS);
  }, []);
  return (
    <NoticeContext value={tell}>
      {children}
      <div className="notices" role="status" aria-live="polite">
        {notice && (
          <p className={`notice ${notice.kind}`}>
            {notice.text}
            <button type="button" aria-label="Close this message" onClick={() => setNotice(undefined)}>
              ×
            </button>
          </p>
        )}
      </div>
    </NoticeContext>
  );
}
