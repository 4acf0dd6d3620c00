import { z } from 'zod';
import { Problem } from '../kernel/problem.ts';
import type { Access } from './model.ts';
import type { Crm, ExchangeAnswer } from './ports.ts';
import { isBusy, jsonOf, statusWords, wordsOf } from './read-answers.ts';
import { refreshAccess } from './refresh-access.ts';
import { isSameText } from './same-text.ts';

/** Zoho's CRM API v6. It answers each record of an upsert on its own, a refused one too with status 200 or 202. */

const one = z.object({
  code: z.string(),
  status: z.enum(['success', 'error']),
  message: z.string().optional(),
  details: z.object({ id: z.string().optional(), api_name: z.string().optional() }).optional(),
});
const upserted = z.object({ data: z.array(one).min(1) });
const refusal = z.object({ code: z.string(), message: z.string().optional() });
const found = z.object({ data: z.array(z.record(z.string(), z.unknown())).min(1) });
const notification = z.object({
  module: z.string(),
  ids: z.array(z.string().regex(/^\d{1,32}$/)).max(1_000),
  token: z.string().max(200),
});

const headersOf = ({ accessToken }: Access) => ({
  authorization: `Zoho-oauthtoken ${accessToken}`,
  'content-type': 'application/json',
  accept: 'application/json',
});

const LIMITS = new Set(['TOO_MANY_REQUESTS', 'LIMIT_EXCEEDED', 'INTERNAL_ERROR']);

function refusalIn(answer: ExchangeAnswer) {
  const record = jsonOf(upserted, answer)?.data[0];
  const said = record ?? jsonOf(refusal, answer);
  const parts = said ? [said.code, said.message, record?.details?.api_name] : [statusWords(answer)];
  const why = wordsOf(parts.filter((part) => part !== undefined).join(': '));
  const isOver = isBusy(answer.status) || (said !== undefined && LIMITS.has(said.code));
  return isOver
    ? ({ kind: 'busy', why, retryAfterSeconds: answer.retryAfterSeconds } as const)
    : ({ kind: 'refused', why } as const);
}

export const zohoCrm: Crm = {
  kind: 'zoho',
  receipt: { contentType: 'text/plain', body: '' },
  refresh: (send, credentials, nowMs) =>
    refreshAccess(send, credentials, nowMs, {
      tokenUrl: 'https://accounts.zoho.com/oauth/v2/token',
      apiUrl: 'https://www.zohoapis.com',
      lastsSeconds: 3_600,
    }),
  async upsert(send, access, { object, externalIdField }, outcomeId, fields) {
    const answer = await send({
      method: 'POST',
      url: `${access.apiUrl}/crm/v6/${object}/upsert`,
      headers: headersOf(access),
      body: JSON.stringify({
        data: [{ ...fields, [externalIdField]: outcomeId }],
        duplicate_check_fields: [externalIdField],
      }),
    });
    if (answer.status === 401) return { kind: 'expired' };
    const [record] = answer.status < 300 ? (jsonOf(upserted, answer)?.data ?? []) : [];
    const recordId = record?.status === 'success' ? record.details?.id : undefined;
    return recordId === undefined ? refusalIn(answer) : { kind: 'done', recordId };
  },
  async read(send, access, { object, externalIdField, stageField, valueField }, recordId) {
    const wanted = [externalIdField, stageField, ...(valueField ? [valueField] : [])].join(',');
    const answer = await send({
      method: 'GET',
      url: `${access.apiUrl}/crm/v6/${object}/${encodeURIComponent(recordId)}?fields=${wanted}`,
      headers: headersOf(access),
    });
    if (answer.status === 401) return { kind: 'expired' };
    // Zoho says 204 for a record that is not there.
    if (answer.status === 204 || answer.status === 404) return { kind: 'gone' };
    const fields = answer.status === 200 ? jsonOf(found, answer)?.data[0] : undefined;
    if (!fields) return { kind: 'busy', why: refusalIn(answer).why };
    const at = (name: string | undefined): string | undefined => {
      const value = name === undefined ? undefined : fields[name];
      return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
    };
    return { kind: 'done', record: { outcomeId: at(externalIdField), stage: at(stageField), value: at(valueField) } };
  },
  isGenuine: ({ body }, { token }) => {
    const said = jsonOf(notification, { text: body })?.token;
    return said !== undefined && isSameText(said, token);
  },
  changedRecords({ object }, body) {
    const told = jsonOf(notification, { text: body });
    if (!told) throw new Problem('invalid', 'this is no notification of Zoho', [{ field: 'body', message: 'is none' }]);
    return told.module === object ? [...new Set(told.ids)] : [];
  },
};
