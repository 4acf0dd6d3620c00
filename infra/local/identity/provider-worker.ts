import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import Provider, { type Configuration } from 'oidc-provider';
import { installShiftedDate } from '../shifted-date.ts';
import { answerInteraction } from './interaction.ts';
import type { ProviderSetup } from './start-provider.ts';

/**
 * The identity provider of this machine: OpenID Connect as the deployed user pool speaks it (code flow with PKCE, ID tokens
 * with a verified address), without passwords. Its thread runs on the movable clock, as the functions that check its tokens do.
 */
const setup = workerData as ProviderSetup;
installShiftedDate(setup.clock);

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const HOUR_SECONDS = 3_600;

const configuration: Configuration = {
  clients: [
    {
      client_id: setup.clientId,
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      redirect_uris: [...setup.redirectUris],
      post_logout_redirect_uris: [...setup.redirectUris],
    },
  ],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
  cookies: { keys: [randomBytes(32).toString('base64url')] },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  // As Cognito does: the claims of the scopes are in the ID token itself.
  conformIdTokenClaims: false,
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: { enabled: true },
    revocation: { enabled: true },
  },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  clientBasedCORS: () => true,
  issueRefreshToken: async () => true,
  findAccount: (_context, email) => ({
    accountId: email,
    claims: async () => ({ sub: email, email, email_verified: true }),
  }),
  // There is one client, and it is ours: nobody is asked whether it may know their address.
  loadExistingGrant: async (context) => {
    const { client, session } = context.oidc;
    const grant = new context.oidc.provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
    grant.addOIDCScope('openid email profile');
    await grant.save();
    return grant;
  },
  ttl: {
    IdToken: HOUR_SECONDS,
    AccessToken: HOUR_SECONDS,
    RefreshToken: 12 * HOUR_SECONDS,
    Session: 12 * HOUR_SECONDS,
  },
};

const provider = new Provider(setup.issuer, configuration);
const serveProtocol = provider.callback();
const server = createServer((request, response) => {
  if (request.url?.startsWith('/interaction/')) void answerInteraction(provider, setup.appUrl, request, response);
  else void serveProtocol(request, response);
});
server.listen(Number(new URL(setup.issuer).port), '127.0.0.1', () => parentPort?.postMessage('listening'));
