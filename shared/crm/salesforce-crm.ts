import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { Problem } from '../kernel/problem.ts';
import type { Access } from './model.ts';
import type { Crm, ExchangeAnswer } from './ports.ts';
import { isBusy, jsonOf, statusWords, wordsOf } from './read-answers.ts';
import { refreshAccess } from './refresh-access.ts';
import { isSameText } from './same-text.ts';

/** Salesforce's REST API. Its outbound messages carry no signature: the token in their address stands for one. */

const VERSION = 'v61.0';
const ID = /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/;

const upserted = z.object({ id: z.string(), success: z.literal(true) });
const refusals = z.array(z.object({ message: z.string(), errorCode: z.string() })).min(1);
const found = z.record(z.string(), z.unknown());

const headersOf = ({ accessToken }: Access) => ({
  authorization: `Bearer ${accessToken}`,
  'content-type': 'application/json',
  accept: 'application/json',
});

/** What Salesforce says of its own limits, with status 403 and not 429. */
const LIMITS = new Set(['REQUEST_LIMIT_EXCEEDED', 'SERVER_UNAVAILABLE', 'UNABLE_TO_LOCK_ROW']);

function refusalIn(answer: ExchangeAnswer) {
  const first = jsonOf(refusals, answer)?.[0];
  const why = wordsOf(first ? `${first.errorCode}: ${first.message}` : statusWords(answer));
  const isOver = isBusy(answer.status) || (first !== undefined && LIMITS.has(first.errorCode));
  return isOver
    ? ({ kind: 'busy', why, retryAfterSeconds: answer.retryAfterSeconds } as const)
    : ({ kind: 'refused', why } as const);
}

const parser = new XMLParser({ removeNSPrefix: true, parseTagValue: false, processEntities: false });
const record = z.object({ Id: z.string().regex(ID) });
const notification = z.object({ sObject: record });
const message = z.object({
  Envelope: z.object({
    Body: z.object({
      notifications: z.object({ Notification: z.union([notification, z.array(notification).max(100)]) }),
    }),
  }),
});

/** What stops Salesforce from sending it again for a day. */
const RECEIPT =
  '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">' +
  '<soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack>' +
  '</notificationsResponse></soapenv:Body></soapenv:Envelope>';

export const salesforceCrm: Crm = {
  kind: 'salesforce',
  receipt: { contentType: 'text/xml; charset=utf-8', body: RECEIPT },
  refresh: (send, credentials, nowMs) =>
    refreshAccess(send, credentials, nowMs, {
      tokenUrl: 'https://login.salesforce.com/services/oauth2/token',
      lastsSeconds: 900,
    }),
  async upsert(send, access, { object, externalIdField }, outcomeId, fields) {
    const answer = await send({
      method: 'PATCH',
      url: `${access.apiUrl}/services/data/${VERSION}/sobjects/${object}/${externalIdField}/${encodeURIComponent(outcomeId)}`,
      headers: headersOf(access),
      body: JSON.stringify(fields),
    });
    if (answer.status === 401) return { kind: 'expired' };
    const done = answer.status === 200 || answer.status === 201 ? jsonOf(upserted, answer) : undefined;
    if (done) return { kind: 'done', recordId: done.id };
    return refusalIn(answer);
  },
  async read(send, access, { object, externalIdField, stageField, valueField }, recordId) {
    const wanted = [externalIdField, stageField, ...(valueField ? [valueField] : [])].join(',');
    const answer = await send({
      method: 'GET',
      url: `${access.apiUrl}/services/data/${VERSION}/sobjects/${object}/${encodeURIComponent(recordId)}?fields=${wanted}`,
      headers: headersOf(access),
    });
    if (answer.status === 401) return { kind: 'expired' };
    if (answer.status === 404) return { kind: 'gone' };
    const fields = answer.status === 200 ? jsonOf(found, answer) : undefined;
    if (!fields) return { kind: 'busy', why: refusalIn(answer).why };
    const at = (name: string | undefined): string | undefined => {
      const value = name === undefined ? undefined : fields[name];
      return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
    };
    return { kind: 'done', record: { outcomeId: at(externalIdField), stage: at(stageField), value: at(valueField) } };
  },
  isGenuine: ({ url }, { token }) => isSameText(url.slice(url.lastIndexOf('/') + 1), token),
  changedRecords(_connection, body) {
    const parsed = XMLValidator.validate(body) === true ? message.safeParse(parser.parse(body)).data : undefined;
    if (!parsed) {
      throw new Problem('invalid', 'this is no outbound message of Salesforce', [
        { field: 'body', message: 'is none' },
      ]);
    }
    const { Notification: told } = parsed.Envelope.Body.notifications;
    return [...new Set([told].flat().map(({ sObject }) => sObject.Id))];
  },
};
