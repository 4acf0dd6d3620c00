import { z } from 'zod';
import type { EpochMs } from '../kernel/time.ts';
import type { Access, Credentials } from './model.ts';
import type { Refreshed, Send } from './ports.ts';
import { asForm, FORM_HEADERS, isBusy, jsonOf, statusWords, wordsOf } from './read-answers.ts';

const token = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().optional(),
  instance_url: z.url().optional(),
  api_domain: z.url().optional(),
});

/** RFC 6749 section 5.2; Zoho answers it with status 200. */
const failure = z.object({ error: z.string(), error_description: z.string().optional() });

interface RefreshManners {
  readonly tokenUrl: string;
  /** Where the answer does not say where the API is. */
  readonly apiUrl?: string;
  /** Salesforce does not say how long a session lasts; two hours is its default, 15 minutes the least one can set. */
  readonly lastsSeconds: number;
}

/** The `refresh_token` grant of RFC 6749, section 6, as all three speak it. */
export async function refreshAccess(
  send: Send,
  { clientId, clientSecret, refreshToken, tokenUrl }: Credentials,
  nowMs: EpochMs,
  manners: RefreshManners,
): Promise<Refreshed> {
  const answer = await send({
    method: 'POST',
    url: tokenUrl ?? manners.tokenUrl,
    headers: FORM_HEADERS,
    body: asForm({
      grant_type: 'refresh_token',
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    }),
  });
  if (isBusy(answer.status)) return { kind: 'busy', why: statusWords(answer) };
  const given = answer.status === 200 ? jsonOf(token, answer) : undefined;
  const apiUrl = given?.instance_url ?? given?.api_domain ?? manners.apiUrl;
  if (!given || !apiUrl) {
    const said = jsonOf(failure, answer);
    return { kind: 'refused', why: wordsOf(said?.error_description ?? said?.error ?? statusWords(answer)) };
  }
  const access: Access = {
    accessToken: given.access_token,
    apiUrl: apiUrl.replace(/\/$/, ''),
    expiresAtMs: nowMs + (given.expires_in ?? manners.lastsSeconds) * 1_000,
  };
  return { kind: 'done', access };
}
