import { createHash } from 'node:crypto';
import type { Line } from './model.ts';

/** What the first line of a publisher builds on. */
export const CHAIN_START = '';

/**
 * Fingerprint of a line over everything it says, the line before it included: a line that was changed, or taken out of the
 * chain, no longer fits the next one. The order of the fields is part of the format and never changes.
 */
export function chainOf(line: Omit<Line, 'chain'>): string {
  const { decision, entries, payee } = line;
  const said = [
    'v1',
    line.previousChain,
    line.publisherId,
    line.runId,
    line.seq,
    line.fromDay,
    line.toDay,
    line.currency,
    entries.count,
    entries.sumMinor,
    entries.digest,
    line.carriedInMinor,
    line.totalMinor,
    line.thresholdMinor,
    decision.kind === 'carry' ? decision.reason : decision.kind,
    line.payMinor,
    line.carriedOutMinor,
    payee ? JSON.stringify([payee.legalName, payee.method, payee.accountMasked, payee.accountSealed]) : '',
    line.drawnAtMs,
  ];
  return createHash('sha256').update(said.map(String).join('\u001f')).digest('base64url');
}
