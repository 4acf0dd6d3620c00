import { getDailyReport } from '../../shared/reporting/contract/daily.ts';
import type { StageConfig } from '../config.ts';
import { withApiKey } from '../constructs/api-access.ts';
import type { FunctionSpec } from '../constructs/function-spec.ts';

export const reportingFunctions = (_config: StageConfig): readonly FunctionSpec[] => [
  {
    context: 'reporting',
    verb: 'count-outcomes',
    purpose: 'Counts verdicts by day, publisher and offer, each once however often the stream repeats it',
    stream: { from: 'outcomes', batchSize: 100, windowSeconds: 1 },
    access: { tables: { reports: { actions: ['GetItem', 'UpdateItem'] } } },
  },
  {
    context: 'reporting',
    verb: 'get-daily-report',
    purpose: 'Verdicts and money by day, offer and publisher, as the caller may see them',
    routes: [getDailyReport],
    access: withApiKey({ tables: { reports: { actions: ['Query'] } } }),
  },
];
