import { startDigest } from '../../shared/ledger/digest.ts';
import type { Entry } from '../../shared/ledger/model.ts';

/** The digest that a line must have for its days. */
export function digestOf(entries: readonly Entry[]): { count: number; digest: string; sumMinor: bigint } {
  const digest = startDigest();
  const keyOf = ({ payableDay, entryId }: Entry): string => `${payableDay}#${entryId}`;
  digest.add([...entries].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)));
  const { count, digest: hex, owedMinor } = digest.summary();
  return { count, digest: hex, sumMinor: owedMinor.get('USD') ?? 0n };
}
