import { buildReference } from '../../web/docs/build.ts';
import type { LocalControl } from './http/control-routes.ts';
import type { LocalResponse, LocalRoute } from './http/local-route.ts';

/** Made when somebody asks for the first time: it takes some seconds, which no start should wait for. */
let page: Promise<string> | undefined;

async function makePage(url: string): Promise<string> {
  const document = await fetch(`${url}/openapi.json`);
  return buildReference(await document.text());
}

async function showPage(url: string): Promise<LocalResponse> {
  page ??= makePage(url);
  try {
    return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: await page };
  } catch (error) {
    // The next one who asks tries again.
    page = undefined;
    throw error;
  }
}

/** The reference of the API that runs here. */
export const DOCS_ROUTES: readonly LocalRoute<LocalControl>[] = [
  { method: 'GET', path: '/docs', handle: () => ({ status: 302, headers: { location: '/docs/' } }) },
  { method: 'GET', path: '/docs/', handle: (_request, { url }) => showPage(url) },
];
