import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NUMBER_SHOP_ROUTES } from './carrier/number-shop.ts';
import type { LocalControl } from './http/control-routes.ts';
import type { LocalResponse, LocalRoute } from './http/local-route.ts';
import { PEOPLE_ROUTES } from './identity/people.ts';
import { SAMPLE_ROUTES } from './sample/sample-routes.ts';

const SAMPLE_DIR = fileURLToPath(new URL('../../web/sample', import.meta.url));
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
};

/**
 * Routes that exist on this machine only, answered before the HTTP API's own. Each gets the request and the running app's
 * `LocalControl`: its URL, clock, secrets and resources.
 */
export const EXTRA_ROUTES: readonly LocalRoute<LocalControl>[] = [
  { method: 'GET', path: '/sample', handle: () => ({ status: 302, headers: { location: '/sample/' } }) },
  { method: 'GET', path: '/sample/', handle: () => sampleFile('index.html') },
  { method: 'GET', path: '/sample/{file+}', handle: ({ params }) => sampleFile(params.file ?? '') },
  ...SAMPLE_ROUTES,
  ...PEOPLE_ROUTES,
  ...NUMBER_SHOP_ROUTES,
];

/** A file of the sample publisher page; 404 for anything outside its folder. */
async function sampleFile(name: string): Promise<LocalResponse> {
  const file = join(SAMPLE_DIR, normalize(name));
  const contentType = CONTENT_TYPES[extname(file)];
  if (!contentType || !file.startsWith(SAMPLE_DIR + sep)) return { status: 404, body: 'not found' };
  try {
    return { status: 200, headers: { 'content-type': contentType }, body: await readFile(file) };
  } catch {
    return { status: 404, body: 'not found' };
  }
}
