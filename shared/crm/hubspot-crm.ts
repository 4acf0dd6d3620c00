import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Problem } from '../kernel/problem.ts';
import { MINUTE_MS } from '../kernel/time.ts';
import type { Access } from './model.ts';
import type { Crm, ExchangeAnswer } from './ports.ts';
import { isBusy, jsonOf, statusWords, wordsOf } from './read-answers.ts';
import { refreshAccess } from './refresh-access.ts';

/** HubSpot's CRM API v3. Its batch upsert is the one that takes a unique property of one's own as the id. */

const upserted = z.object({ results: z.array(z.object({ id: z.string() })).min(1) });
const refusal = z.object({ message: z.string(), category: z.string().optional() });
const found = z.object({ properties: z.record(z.string(), z.string().nullable()) });
const events = z
  .array(z.object({ subscriptionType: z.string(), objectId: z.int().positive(), propertyName: z.string().optional() }))
  .max(1_000);

/** Older requests are refused, as HubSpot's own documentation asks. */
const TOLERANCE_MS = 5 * MINUTE_MS;

const headersOf = ({ accessToken }: Access) => ({
  authorization: `Bearer ${accessToken}`,
  'content-type': 'application/json',
  accept: 'application/json',
});

const wordsIn = (answer: ExchangeAnswer): string => wordsOf(jsonOf(refusal, answer)?.message ?? statusWords(answer));

const busy = (answer: ExchangeAnswer) =>
  ({ kind: 'busy', why: wordsIn(answer), retryAfterSeconds: answer.retryAfterSeconds }) as const;

export const hubspotCrm: Crm = {
  kind: 'hubspot',
  receipt: { contentType: 'text/plain', body: '' },
  refresh: (send, credentials, nowMs) =>
    refreshAccess(send, credentials, nowMs, {
      tokenUrl: 'https://api.hubapi.com/oauth/v1/token',
      apiUrl: 'https://api.hubapi.com',
      lastsSeconds: 1_800,
    }),
  async upsert(send, access, { object, externalIdField }, outcomeId, fields) {
    const properties = { ...fields, [externalIdField]: outcomeId };
    const answer = await send({
      method: 'POST',
      url: `${access.apiUrl}/crm/v3/objects/${object}/batch/upsert`,
      headers: headersOf(access),
      body: JSON.stringify({ inputs: [{ idProperty: externalIdField, id: outcomeId, properties }] }),
    });
    if (answer.status === 401) return { kind: 'expired' };
    if (isBusy(answer.status)) return busy(answer);
    const record = answer.status === 200 || answer.status === 201 ? jsonOf(upserted, answer)?.results[0] : undefined;
    // 207 is a batch taken in part; ours has one input, so that one was refused.
    return record ? { kind: 'done', recordId: record.id } : { kind: 'refused', why: wordsIn(answer) };
  },
  async read(send, access, { object, externalIdField, stageField, valueField }, recordId) {
    const wanted = [externalIdField, stageField, ...(valueField ? [valueField] : [])].join(',');
    const answer = await send({
      method: 'GET',
      url: `${access.apiUrl}/crm/v3/objects/${object}/${encodeURIComponent(recordId)}?properties=${wanted}`,
      headers: headersOf(access),
    });
    if (answer.status === 401) return { kind: 'expired' };
    if (answer.status === 404) return { kind: 'gone' };
    const properties = answer.status === 200 ? jsonOf(found, answer)?.properties : undefined;
    if (!properties) return busy(answer);
    const at = (name: string | undefined): string | undefined => (name && properties[name]) || undefined;
    return { kind: 'done', record: { outcomeId: at(externalIdField), stage: at(stageField), value: at(valueField) } };
  },
  isGenuine({ url, body, header }, { clientSecret }, nowMs) {
    const stamp = header('x-hubspot-request-timestamp') ?? '';
    if (!/^\d{13}$/.test(stamp) || Math.abs(nowMs - Number(stamp)) > TOLERANCE_MS) return false;
    const expected = createHmac('sha256', clientSecret).update(`POST${url}${body}${stamp}`).digest();
    const given = Buffer.from(header('x-hubspot-signature-v3') ?? '', 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  },
  changedRecords({ stageField }, body) {
    const parsed = jsonOf(events, { text: body });
    if (!parsed)
      throw new Problem('invalid', 'this is no list of HubSpot events', [{ field: 'body', message: 'is none' }]);
    const ours = parsed.filter(
      ({ subscriptionType, propertyName }) => /\.propertyChange$/.test(subscriptionType) && propertyName === stageField,
    );
    return [...new Set(ours.map(({ objectId }) => String(objectId)))];
  },
};
