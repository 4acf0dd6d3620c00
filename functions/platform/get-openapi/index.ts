import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { openApiText } from '../document.ts';
import { handlerOf } from './handler.ts';

const { PUBLIC_URL } = readEnv('PUBLIC_URL');

export const handler = handlerOf({
  log: createLog('platform/get-openapi'),
  document: () => openApiText(PUBLIC_URL),
});
