import { useState } from 'react';

/** What a page was asked to show, kept in this tab: who comes back from what it led to finds it as it was. Signing out forgets it. */
export function useKept<T extends string | Readonly<Record<string, string>>>(
  name: string,
  initial: () => T,
): [T, (value: T) => void] {
  const key = `callbourse-kept.${name}`;
  const [value, setValue] = useState<T>(() => {
    const kept = sessionStorage.getItem(key);
    return kept === null ? initial() : (JSON.parse(kept) as T);
  });
  const keep = (to: T): void => {
    sessionStorage.setItem(key, JSON.stringify(to));
    setValue(to);
  };
  return [value, keep];
}
