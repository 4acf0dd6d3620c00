import { createLog } from '../../../shared/platform/log.ts';
import { serveFormHandler } from './handler.ts';

/** The built script (web/form), put here as a text when the function is bundled. */
declare const __FORM_SOURCE__: string;

export const handler = serveFormHandler({ source: __FORM_SOURCE__, log: createLog('leads/serve-form') });
