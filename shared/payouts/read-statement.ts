import type { Page, PageRequest } from '../kernel/page.ts';
import { notFound } from '../kernel/problem.ts';
import { invariant } from '../kernel/result.ts';
import type { Line, Run } from './model.ts';
import type { LineStore, RunStore } from './ports.ts';

interface StatementDeps {
  readonly runs: Pick<RunStore, 'get'>;
  readonly lines: Pick<LineStore, 'ofRun' | 'listOfPublisher'>;
}

/** A line and the run it is in: whether it is paid is told by the run. */
export interface Statement {
  readonly line: Line;
  readonly run: Run;
}

async function withRun({ runs }: StatementDeps, line: Line): Promise<Statement> {
  const run = await runs.get(line.runId);
  invariant(run, `the run ${line.runId} of a line exists`);
  return { line, run };
}

/** @throws Problem `not-found` for a run that has no line of this publisher: a foreign statement looks like none */
export async function readStatement(deps: StatementDeps, publisherId: string, runId: string): Promise<Statement> {
  const line = await deps.lines.ofRun(runId, publisherId);
  if (!line) throw notFound(`statement ${runId}`);
  return withRun(deps, line);
}

/** A publisher's statements, newest first. A page has at most 100, each with its own run to read. */
export async function readStatements(
  deps: StatementDeps,
  publisherId: string,
  page: PageRequest,
): Promise<Page<Statement>> {
  const lines = await deps.lines.listOfPublisher(publisherId, page);
  return { ...lines, items: await Promise.all(lines.items.map((line) => withRun(deps, line))) };
}
