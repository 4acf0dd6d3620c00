import type { DemoOutcome, JournalEntry, PayoutRun, Statement } from './settle.ts';

/** The one line of `--json`. Amounts are whole cents. */
export interface DemoResult {
  readonly model: string;
  readonly visits: number;
  /** Calls, leads …: what was brought, under the name of its model. */
  readonly calls?: number;
  readonly leads?: number;
  readonly appointments?: number;
  readonly hybrids?: number;
  /** People with more than one step of a chain that qualified, and those who were charged more than their dearest step. */
  readonly chains?: number;
  readonly overcharged?: number;
  /** Bought leads that the advertiser's system took, each exactly once. */
  readonly delivered?: number;
  /** Callers who went through a plan's question to its end, and those of them who answered it. */
  readonly asked?: number;
  readonly pressed?: number;
  readonly qualified: number;
  readonly rejected: number;
  readonly ambiguous: number;
  readonly chargedMinor: number;
  readonly payableMinor: number;
  readonly marginMinor: number;
  readonly paidMinor: number;
  readonly carriedMinor: number;
  readonly lines: number;
  readonly imbalanceMinor: number;
  /** What was brought and has no verdict, verdicts of what nobody brought, qualified ones without exactly one entry. */
  readonly lost: number;
  readonly files: readonly string[];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** What moved on accounts that end like this, by entries of one kind; a credit is negative. */
const moved = (journal: readonly JournalEntry[], kind: string, accountEnd: string): number =>
  sum(
    journal
      .filter((entry) => entry.kind === kind)
      .flatMap((entry) => entry.postings)
      .filter((posting) => posting.account.endsWith(accountEnd))
      .map((posting) => posting.amountMinor),
  );

/** Outcomes and verdicts that do not match one to one, and qualified verdicts that do not have exactly one entry. */
function countLost(placed: number, outcomes: readonly DemoOutcome[], journal: readonly JournalEntry[]): number {
  const judged = outcomes.filter((outcome) => outcome.state !== 'open');
  const entries = new Map<string, number>();
  for (const { kind, outcomeId } of journal) {
    if (kind === 'verdict' && outcomeId) entries.set(outcomeId, (entries.get(outcomeId) ?? 0) + 1);
  }
  const wrong = judged.filter(
    ({ state, outcomeId }) => (entries.get(outcomeId) ?? 0) !== (state === 'qualified' ? 1 : 0),
  );
  return Math.abs(placed - judged.length) + wrong.length;
}

export function resultOf(parts: {
  readonly model: string;
  readonly visits: number;
  readonly brought: number;
  readonly outcomes: readonly DemoOutcome[];
  readonly journal: readonly JournalEntry[];
  /** Oldest first. */
  readonly runs: readonly PayoutRun[];
  readonly statements: readonly Statement[];
}): DemoResult {
  const { outcomes, journal, statements } = parts;
  return {
    model: parts.model,
    visits: parts.visits,
    [`${parts.model}s`]: parts.brought,
    qualified: outcomes.filter((outcome) => outcome.state === 'qualified').length,
    rejected: outcomes.filter((outcome) => outcome.state === 'rejected').length,
    ambiguous: outcomes.filter((outcome) => outcome.attribution.confidence === 'ambiguous').length,
    chargedMinor: moved(journal, 'verdict', ':receivable'),
    payableMinor: -moved(journal, 'verdict', ':payable'),
    marginMinor: -moved(journal, 'verdict', 'network:revenue'),
    paidMinor: moved(journal, 'payment', ':payable'),
    carriedMinor: sum(statements.map((statement) => statement.carriedOutMinor)),
    lines: statements.length,
    imbalanceMinor: sum(journal.flatMap((entry) => entry.postings).map((posting) => posting.amountMinor)),
    lost: countLost(parts.brought, outcomes, journal),
    // Without the run's own name, which is a date: the same seed gives the same line in any week.
    files: parts.runs.flatMap(({ runId, files }) => files.map(({ name }) => name.replace(`_${runId}`, ''))),
  };
}
