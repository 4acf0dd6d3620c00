import { createLog } from '../../../shared/platform/log.ts';
import { serveTagHandler } from './handler.ts';

/** The built tag (web/tag), put here as a text when the function is bundled. */
declare const __TAG_SOURCE__: string;

export const handler = serveTagHandler({ source: __TAG_SOURCE__, log: createLog('serve-tag') });
