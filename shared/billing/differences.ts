/** Where two witnesses of the same money disagree. */
export interface Difference {
  readonly where: 'line' | 'ledger' | 'file' | 'books';
  readonly what: string;
  readonly publisherId?: string;
  readonly file?: string;
  readonly account?: string;
  readonly expectedMinor?: bigint;
  readonly foundMinor?: bigint;
}

/** A clerk reads the first ones; a broken import makes thousands. */
const MAX_NAMED = 100;

/** Collects differences: the first hundred by name, the rest by number. */
export function startDifferences() {
  const differences: Difference[] = [];
  let differencesFound = 0;
  return {
    add(difference: Difference): void {
      differencesFound += 1;
      if (differences.length < MAX_NAMED) differences.push(difference);
    },
    summary: () => ({ differences: [...differences], differencesFound }),
  };
}
