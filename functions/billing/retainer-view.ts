import type { Retainer } from '../../shared/billing/retainer.ts';
import { toIso } from '../../shared/kernel/time.ts';
import { countedVersion } from '../../shared/platform/change-from.ts';

export const showRetainer = ({ createdAtMs, ...retainer }: Retainer) => ({
  ...retainer,
  createdAt: toIso(createdAtMs),
  version: countedVersion(retainer),
});
