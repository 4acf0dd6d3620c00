import { useState } from 'react';
import { ProblemError } from './problem.ts';

interface Sent {
  readonly error: Error | null;
  readonly reset: () => void;
}

/**
 * What a form refuses by itself, before anything is sent. It is a problem as the API's are, so that it is said above the form and at
 * its field; each try takes the place of what was said of the one before.
 */
export function useOwnCheck({ error, reset }: Sent) {
  const [wrong, setWrong] = useState<ProblemError>();
  function passes<T>(value: T | ProblemError): value is T {
    const isWrong = value instanceof ProblemError;
    reset();
    setWrong(isWrong ? value : undefined);
    return !isWrong;
  }
  return { error: wrong ?? error, passes };
}
