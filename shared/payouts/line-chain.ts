import { createHash } from 'node:crypto';
import type { Line, LineReserve, SealedPayee } from './model.ts';

/** What the first line of a publisher builds on. */
export const CHAIN_START = '';

/** The name in the file came later: a line without one keeps the fingerprint it was written with. */
const saidOf = ({ legalName, method, accountMasked, accountSealed, nameInFile }: SealedPayee): string[] => [
  legalName,
  method,
  accountMasked,
  accountSealed,
  ...(nameInFile === undefined ? [] : [nameInFile]),
];

const saidOfReserve = ({ withheldMinor, releasedMinor, kept }: LineReserve): (string | bigint)[] => [
  'reserve',
  withheldMinor,
  releasedMinor,
  ...kept.flatMap(({ untilDay, amountMinor }) => [untilDay, amountMinor]),
];

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
    payee ? JSON.stringify(saidOf(payee)) : '',
    line.drawnAtMs,
    ...(line.reserve ? saidOfReserve(line.reserve) : []),
  ];
  return createHash('sha256').update(said.map(String).join('\u001f')).digest('base64url');
}
