import type { CorsDefinition } from '../plan.ts';

const ANYTHING = '*';

/** The CORS headers the HTTP API adds for this origin; none when it is not allowed. */
export function corsHeaders(cors: CorsDefinition | undefined, origin: string | undefined): Record<string, string> {
  if (!cors || !origin || !(cors.origins.includes(ANYTHING) || cors.origins.includes(origin))) return {};
  const headers: Record<string, string> = {
    'access-control-allow-origin': cors.origins.includes(ANYTHING) ? ANYTHING : origin,
  };
  if (cors.credentials) headers['access-control-allow-credentials'] = 'true';
  if (cors.exposed.length > 0) headers['access-control-expose-headers'] = cors.exposed.join(',');
  return headers;
}

/** What a preflight adds to them. */
export function preflightHeaders(cors: CorsDefinition, origin: string | undefined): Record<string, string> {
  const headers = corsHeaders(cors, origin);
  if (Object.keys(headers).length === 0) return {};
  headers['access-control-allow-methods'] = cors.methods.join(',');
  headers['access-control-allow-headers'] = cors.headers.join(',');
  if (cors.maxAgeSeconds !== undefined) headers['access-control-max-age'] = String(cors.maxAgeSeconds);
  return headers;
}
