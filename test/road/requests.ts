import type { APIGatewayProxyStructuredResultV2, Context, SQSEvent } from 'aws-lambda';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { HttpHandler } from '../../shared/platform/http/http-stack.ts';
import type { QueueHandler } from '../../shared/platform/queue/consume.ts';

const ORIGIN = 'https://roofs.example';
/** The number that the publisher's page shows when it has no other. */
export const PUBLISHED = '+12175559999';
export const PUBLIC_URL = 'https://calls.example.com';
export const AUTH_TOKEN = 'test-auth-token';

const CONTEXT = {} as Context;

/** A page asks for a number, as API Gateway hands the request over. */
export async function askForNumber(handler: HttpHandler, visit: number): Promise<{ number: string; token?: string }> {
  const answer = await handler(
    {
      ...request('/v1/leases'),
      headers: { 'content-type': 'text/plain', origin: ORIGIN },
      body: JSON.stringify({
        key: 'tag_1',
        number: PUBLISHED,
        page: { url: `${ORIGIN}/roofs/?utm_source=google&visit=${visit}` },
      }),
      isBase64Encoded: false,
    } as never,
    CONTEXT,
  );
  if (answer.statusCode !== 200) throw new Error(`assign answered ${answer.statusCode}`);
  return JSON.parse(answer.body ?? '');
}

const request = (path: string, query = '') => ({
  version: '2.0',
  rawPath: path,
  rawQueryString: query,
  queryStringParameters: Object.fromEntries(new URLSearchParams(query)),
  requestContext: { requestId: 'request', http: { method: 'POST', path } },
});

/** A signed form of the carrier's, as API Gateway hands it over. */
export async function postForm(
  handler: HttpHandler,
  path: string,
  form: Readonly<Record<string, string>>,
): Promise<APIGatewayProxyStructuredResultV2> {
  const [rawPath = '', query = ''] = path.split('?');
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': getExpectedTwilioSignature(AUTH_TOKEN, PUBLIC_URL + path, { ...form }),
  };
  const body = Buffer.from(new URLSearchParams(form).toString()).toString('base64');
  const answer = await handler({ ...request(rawPath, query), headers, body, isBase64Encoded: true } as never, CONTEXT);
  if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}: ${answer.body}`);
  return answer;
}

/** Delivers messages as one batch, and expects every one to succeed. */
export async function deliver(handler: QueueHandler, messages: readonly unknown[]): Promise<void> {
  const event = {
    Records: messages.map((message, index) => ({
      messageId: String(index),
      body: JSON.stringify(message),
      attributes: { ApproximateReceiveCount: '1' },
    })),
  } as unknown as SQSEvent;
  const { batchItemFailures } = await handler(event);
  if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} messages failed`);
}
