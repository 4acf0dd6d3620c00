import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { handlerOf } from './handler.ts';

const env = readEnv('OIDC_ISSUER', 'OIDC_CLIENT_ID', 'NETWORK_ZONE');

export const handler = handlerOf({
  log: createLog('platform/get-sign-in'),
  issuer: env.OIDC_ISSUER,
  clientId: env.OIDC_CLIENT_ID,
  networkZone: env.NETWORK_ZONE,
});
