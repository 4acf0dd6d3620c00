import type { Export, ExportPart } from '../../shared/billing/export.ts';
import { toIso } from '../../shared/kernel/time.ts';

/** An export as finance sees it. */
export const viewExport = (
  { exportId, format, fromDay, toDay, state, createdAtMs, entries }: Export,
  parts: readonly ExportPart[],
) => ({
  exportId,
  format,
  from: fromDay,
  to: toDay,
  state,
  createdAt: toIso(createdAtMs),
  entries,
  parts: parts.map((part) => ({ ...part })),
});
