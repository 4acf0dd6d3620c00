import { sha256Hex } from '../../../shared/kernel/ids.ts';
import { type HttpHandler, httpStack } from '../../../shared/platform/http/http-stack.ts';
import { getOpenapi } from '../../../shared/platform/http/openapi-route.ts';
import { header } from '../../../shared/platform/http/request.ts';
import type { Log } from '../../../shared/platform/log.ts';

export interface GetOpenapiDeps {
  readonly log: Log;
  /** Made once in each container, and only when someone asks. */
  readonly document: () => string;
}

/** Public and the same for all: caches may keep it for five minutes, and then ask whether it changed. */
export function handlerOf({ log, document }: GetOpenapiDeps): HttpHandler {
  let made: { readonly text: string; readonly etag: string } | undefined;
  return httpStack(log, async (event) => {
    if (!made) {
      const text = document();
      made = { text, etag: `"${sha256Hex(text).slice(0, 16)}"` };
    }
    const headers = { etag: made.etag, 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' };
    if (header(event, 'if-none-match') === made.etag) return { statusCode: 304, headers };
    const contentType = { 'content-type': getOpenapi.responseType ?? 'application/json' };
    return { statusCode: 200, headers: { ...headers, ...contentType }, body: made.text };
  });
}
