import { sha256Hex } from '../../shared/kernel/ids.ts';
import { type HttpHandler, httpStack } from '../../shared/platform/http/http-stack.ts';
import { header } from '../../shared/platform/http/request.ts';
import type { Log } from '../../shared/platform/log.ts';

/**
 * Five minutes fresh, so that a fix reaches every page soon; stale for a day while it is fetched anew or cannot be, so that
 * no page ever waits for us.
 */
const CACHE_CONTROL = 'public, max-age=300, stale-while-revalidate=86400, stale-if-error=86400';

const SCRIPT_TYPE = 'text/javascript; charset=utf-8';

/** Serves a script that pages load. */
export function scriptHandler({ source, log }: { readonly source: string; readonly log: Log }): HttpHandler {
  const etag = `"${sha256Hex(source).slice(0, 32)}"`;
  const headers = { etag, 'cache-control': CACHE_CONTROL };
  return httpStack(log, async (event) => {
    const known = (header(event, 'if-none-match') ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
    if (known.includes(etag) || known.includes('*')) return { statusCode: 304, headers };
    return {
      statusCode: 200,
      headers: {
        ...headers,
        'content-type': SCRIPT_TYPE,
        'x-content-type-options': 'nosniff',
        // Pages under a cross-origin embedder policy may load it too.
        'cross-origin-resource-policy': 'cross-origin',
        'access-control-allow-origin': '*',
      },
      body: source,
    };
  });
}
