import { systemClock } from '../../../shared/kernel/time.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { composeLetters } from '../compose-letters.ts';
import { fileHandler } from './handler.ts';

export const handler = fileHandler({
  log: createLog('reporting/get-report-file'),
  ...composeLetters(),
  clock: systemClock,
});
