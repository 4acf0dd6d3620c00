import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { handlerOf } from './handler.ts';

const { OIDC_ISSUER, OIDC_CLIENT_ID } = readEnv('OIDC_ISSUER', 'OIDC_CLIENT_ID');

export const handler = handlerOf({
  log: createLog('platform/get-sign-in'),
  issuer: OIDC_ISSUER,
  clientId: OIDC_CLIENT_ID,
});
