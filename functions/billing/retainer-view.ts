import type { Retainer } from '../../shared/billing/retainer.ts';
import { toIso } from '../../shared/kernel/time.ts';

export const showRetainer = ({ createdAtMs, ...retainer }: Retainer) => ({
  ...retainer,
  createdAt: toIso(createdAtMs),
});
