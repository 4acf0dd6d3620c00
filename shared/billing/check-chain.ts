import type { Page, PageRequest } from '../kernel/page.ts';
import type { EntryReader } from '../ledger/ports.ts';
import { differenceOf } from '../payouts/check-previous.ts';
import { CHAIN_START } from '../payouts/line-chain.ts';
import type { Line } from '../payouts/model.ts';
import type { LineStore } from '../payouts/ports.ts';
import { entriesOf, summarize } from '../payouts/summarize-entries.ts';

export interface ChainDeps {
  readonly lines: Pick<LineStore, 'listOfPublisher' | 'ofRun'>;
  readonly entries: Pick<EntryReader, 'pages'>;
}

export interface CheckedLine {
  readonly line: Line;
  /** What is not as it was; absent for a line that holds. */
  readonly difference?: string;
}

/** How a line does not fit the one before it. */
function breakOf(line: Line, older: Line | undefined): string | undefined {
  if (line.seq === 1) return line.previousChain === CHAIN_START ? undefined : 'the first line builds on another';
  if (!older) return `line ${line.seq - 1} is gone`;
  if (older.seq !== line.seq - 1) return `line ${line.seq - 1} is gone: ${older.seq} comes before ${line.seq}`;
  return line.previousChain === older.chain ? undefined : `line ${older.seq} is not the one that this builds on`;
}

async function check(deps: ChainDeps, line: Line, older: Line | undefined): Promise<CheckedLine> {
  const [seen, copy] = await Promise.all([
    summarize(entriesOf(deps.entries, line), line.currency),
    deps.lines.ofRun(line.runId, line.publisherId),
  ]);
  const isCopyOther = copy?.chain !== line.chain ? 'the run has another line' : undefined;
  const difference = differenceOf(line, seen) ?? breakOf(line, older) ?? isCopyOther;
  return difference === undefined ? { line } : { line, difference };
}

/**
 * Reads the entries behind a publisher's lines again, the newest first, and holds each against what its line says of them: an
 * entry that was changed, added or removed since, a line that was rewritten, and a line that is missing all show.
 */
export async function checkChain(deps: ChainDeps, publisherId: string, page: PageRequest): Promise<Page<CheckedLine>> {
  const lines = await deps.lines.listOfPublisher(publisherId, page);
  const behind = lines.nextCursor
    ? await deps.lines.listOfPublisher(publisherId, { limit: 1, cursor: lines.nextCursor })
    : undefined;
  const all = [...lines.items, ...(behind?.items ?? [])];
  const items: CheckedLine[] = [];
  // One after the other: a line may have a hundred thousand entries.
  for (const [index, line] of lines.items.entries()) items.push(await check(deps, line, all[index + 1]));
  return { items, ...(lines.nextCursor ? { nextCursor: lines.nextCursor } : {}) };
}
