import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { z } from 'zod';
import { type HttpHandler, httpStack } from '../../shared/platform/http/http-stack.ts';
import { problemOfZod } from '../../shared/platform/http/problem-json.ts';
import { header, jsonBody, rawBody } from '../../shared/platform/http/request.ts';
import type { Route } from '../../shared/platform/http/route.ts';
import type { Log } from '../../shared/platform/log.ts';
import { admitPage } from '../../shared/tracking/admit-page.ts';
import type { PublisherReader, TagPublisher } from '../../shared/tracking/ports.ts';

/** Two page addresses of 32,000 characters at most, a token and a key. */
const MAX_TAG_BODY_BYTES = 80_000;

export interface TagDeps {
  readonly log: Log;
  readonly publishers: PublisherReader;
}

export interface TagInput<B> {
  readonly publisher: TagPublisher;
  readonly body: B;
  /** Where the request came from. */
  readonly sourceIp: string;
  readonly userAgent: string;
}

/**
 * A request of the tag: parsed, admitted by its key and its page's origin, answered so that the page's browser hands the
 * answer on, failures included: the tag must see a 410 to know that its number is lost. No cookie is ever involved.
 */
export function tagHandler<B extends z.ZodType<{ key: string }>, R extends z.ZodType>(
  route: Route<z.ZodType, z.ZodType, B, R>,
  deps: TagDeps,
  run: (input: TagInput<z.output<B>>) => Promise<z.input<R> | undefined>,
): HttpHandler {
  const handle = httpStack(deps.log, async (event): Promise<APIGatewayProxyStructuredResultV2> => {
    rawBody(event, MAX_TAG_BODY_BYTES);
    const parsed = (route.body as B).safeParse(jsonBody(event));
    if (!parsed.success) throw problemOfZod(parsed.error, 'body');
    const publisher = await admitPage(deps.publishers, parsed.data.key, header(event, 'origin'));
    const { sourceIp, userAgent } = event.requestContext.http;
    const answer = await run({ publisher, body: parsed.data, sourceIp, userAgent });
    const headers = { 'cache-control': 'no-store' };
    if (route.status === 204) return { statusCode: 204, headers };
    return {
      statusCode: route.status,
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(route.response ? route.response.parse(answer) : answer),
    };
  });
  return async (event, context) => shareWith(header(event, 'origin'), await handle(event, context));
}

function shareWith(
  origin: string | undefined,
  answer: APIGatewayProxyStructuredResultV2,
): APIGatewayProxyStructuredResultV2 {
  const headers: Record<string, string> = { vary: 'origin' };
  if (origin !== undefined) headers['access-control-allow-origin'] = origin;
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
