import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { clockTime } from '../app/format.ts';
import { ProblemError } from '../app/problem.ts';

export function Loading({ what = 'this' }: { readonly what?: string }) {
  return (
    <div className="loading" role="status">
      <span className="skeleton" />
      <span className="skeleton short" />
      <span className="hidden">Loading {what}…</span>
    </div>
  );
}

export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** What went wrong, in the API's words, with a way on. */
export function Failure({ error, retry }: { readonly error: Error; readonly retry?: () => void }) {
  const named = error instanceof ProblemError ? error.fields : [];
  // One wrong field is the message already.
  const fields = named.filter(({ message }) => !error.message.includes(message));
  return (
    <div className="failure" role="alert">
      <p>{error.message}</p>
      {fields.length > 0 && (
        <ul>
          {fields.map(({ field, message }) => (
            <li key={field + message}>
              <code>{field}</code> {message}
            </li>
          ))}
        </ul>
      )}
      {retry && (
        <button type="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** What is shown may have changed: the last time it was asked for, no answer came. */
function Stale({ since, error }: { readonly since: number; readonly error: Error }) {
  return (
    <p className="failure" role="status">
      Not refreshed since {clockTime(since)}: {error.message}
    </p>
  );
}

/** Shows what was read, or where it stands. */
export function Shown<T>({
  of,
  what,
  absent,
  children,
}: {
  readonly of: UseQueryResult<T>;
  readonly what: string;
  /** Shown where there is none yet, which is no failure then. */
  readonly absent?: ReactNode;
  readonly children: (value: T) => ReactNode;
}) {
  if (of.data !== undefined) {
    return (
      <>
        {of.error && <Stale since={of.dataUpdatedAt} error={of.error} />}
        {children(of.data)}
      </>
    );
  }
  if (absent && of.error instanceof ProblemError && of.error.isAbsent) return <>{absent}</>;
  if (of.error) return <Failure error={of.error} retry={() => void of.refetch()} />;
  return <Loading what={what} />;
}
