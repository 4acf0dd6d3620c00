import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { ConsolePlan } from '../plan.ts';
import type { LocalResponse, LocalRoute } from './local-route.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const policyOf = ({ policies, headersOf }: ConsolePlan, name: string): string | undefined =>
  policies?.[headersOf?.[name.startsWith('docs/') ? '/docs*' : 'default'] ?? ''];

async function siteFile(plan: ConsolePlan, name: string): Promise<LocalResponse> {
  const { directory } = plan;
  const file = join(directory ?? '', normalize(name));
  const contentType = CONTENT_TYPES[extname(file)];
  if (!directory || !contentType || !file.startsWith(directory + sep)) return { status: 404, body: 'not found' };
  const policy = policyOf(plan, name);
  const headers = {
    'content-type': contentType,
    'cache-control': name.endsWith('.html') ? 'no-cache' : 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    ...(policy === undefined ? {} : { 'content-security-policy': policy }),
  };
  try {
    return { status: 200, headers, body: await readFile(file) };
  } catch {
    return { status: 404, body: 'not found' };
  }
}

/** What the distribution serves at its root is under `/console/` here: the root is the API's. `/docs/` is where it is there. */
export const consoleRoutes = (plan: ConsolePlan): readonly LocalRoute[] => [
  { method: 'GET', path: '/console', handle: () => ({ status: 302, headers: { location: '/console/' } }) },
  { method: 'GET', path: '/console/', handle: () => siteFile(plan, 'index.html') },
  { method: 'GET', path: '/console/{file+}', handle: ({ params }) => siteFile(plan, params.file ?? '') },
  { method: 'GET', path: '/docs', handle: () => ({ status: 302, headers: { location: '/docs/' } }) },
  { method: 'GET', path: '/docs/', handle: () => siteFile(plan, 'docs/index.html') },
  { method: 'GET', path: '/docs/{file+}', handle: ({ params }) => siteFile(plan, `docs/${params.file}`) },
];
