import type { CorrectionStore } from '../../shared/ledger/ports.ts';
import type { TellCorrections } from '../../shared/outcomes/ports.ts';

/** Outcomes know no ledger: here the two meet. */
export const tellCorrections =
  (corrections: Pick<CorrectionStore, 'read'>): TellCorrections =>
  async (outcomeId) =>
    (await corrections.read([outcomeId])).get(outcomeId)?.corrections ?? [];
