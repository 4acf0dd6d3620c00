import type { z } from 'zod';
import type { getReport } from '../../shared/reporting/contract/reports.ts';
import type { ReportRequest } from '../../shared/reporting/make-report.ts';

/** A report as its query asks for it. */
export function requestOf(query: z.output<typeof getReport.query & z.ZodType>): ReportRequest {
  const { from, to, groupBy, compareFrom, compareTo, ...filter } = query;
  const compare = compareFrom && compareTo ? { from: compareFrom, to: compareTo } : undefined;
  return { from, to, groupBy, filter, compare };
}
