import { useState } from 'react';

type Change<T> = T | ((before: T) => T);

/**
 * What a page was asked to show, or what was entered there, kept in this tab: who comes back finds it as it was. Signing out forgets
 * it, and so does the third part, which is there as long as something is kept.
 */
export function useKept<T extends string | object>(
  name: string,
  initial: () => T,
): [T, (change: Change<T>) => void, (() => void) | undefined] {
  const key = `callbourse-kept.${name}`;
  const read = (): T | undefined => {
    const text = sessionStorage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as T);
  };
  const [kept, setKept] = useState(read);
  const [first, setFirst] = useState(initial);
  const keep = (change: Change<T>): void => {
    // As it is by now, and not as it was when the page was drawn: two fields may change at once.
    const value = typeof change === 'function' ? change(read() ?? first) : change;
    sessionStorage.setItem(key, JSON.stringify(value));
    setKept(() => value);
  };
  const forget = (): void => {
    sessionStorage.removeItem(key);
    setFirst(initial);
    setKept(undefined);
  };
  return [kept ?? first, keep, kept === undefined ? undefined : forget];
}
