import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { unsubscribe } from '../../shared/reporting/contract/schedules.ts';

/** Nothing loads and nothing runs, the button leads back here only, and the address of the link must not travel on. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

export const wayOutAnswer = (body: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode: unsubscribe.status,
  headers: { ...HEADERS, 'content-type': String(unsubscribe.responseType) },
  body,
});
