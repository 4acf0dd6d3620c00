import { sha256Hex } from '../kernel/ids.ts';
import { notFound } from '../kernel/problem.ts';
import { invariant } from '../kernel/result.ts';
import type { Rail, RunFile } from './model.ts';
import type { FileStore, RunStore } from './ports.ts';
import { unknownRun } from './run-id.ts';

export const CONTENT_TYPE: Readonly<Record<Rail, string>> = {
  nacha: 'text/plain; charset=us-ascii',
  sepa: 'application/xml; charset=utf-8',
  paypal: 'text/csv; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};

/** Where a run's file lies in the bucket. */
export const fileKey = (runId: string, name: string): string => `payouts/${runId}/${name}`;

/**
 * A file of a run, as it was issued: its bytes must still have the hash that the run recorded.
 *
 * @throws Problem `not-found` for an unknown run, or a file that the run did not issue
 */
export async function readFile(
  deps: { readonly runs: RunStore; readonly files: FileStore },
  runId: string,
  name: string,
): Promise<{ readonly file: RunFile; readonly content: string }> {
  const run = await deps.runs.get(runId);
  if (!run) throw unknownRun(runId);
  const file = run.files.find((each) => each.name === name);
  if (!file) throw notFound(`file ${name} of run ${runId}`);
  const content = await deps.files.get(fileKey(runId, name));
  invariant(content !== undefined && sha256Hex(content) === file.sha256, `${name} is as it was issued`);
  return { file, content };
}
