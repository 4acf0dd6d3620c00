import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { allRoutes } from '../../functions/platform/routes.ts';
import { readOptions } from '../../infra/local/demo/options.ts';
import { PAGES, ROOT, readPage } from './markdown.ts';

interface Named {
  readonly page: string;
  readonly name: string;
}

/** What the pages name by a pattern, each once a page. */
function named(pattern: RegExp): Named[] {
  const all = PAGES.flatMap((page) =>
    [...new Set([...readPage(page).matchAll(pattern)].map(([, name]) => name ?? ''))].map((name) => ({ page, name })),
  );
  // A pattern that finds nothing any more would hold for ever.
  expect(all.length).toBeGreaterThan(5);
  return all;
}

it('every npm script that a page names is in package.json', () => {
  const { scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as { scripts: Record<string, string> };
  expect(named(/npm run (?:--silent )?([\w:-]+)/g).filter(({ name }) => !(name in scripts))).toEqual([]);
});

it('every demo that a page shows is one that can be asked for', () => {
  const demos = PAGES.flatMap((page) => [...readPage(page).matchAll(/npm run demo -- ([^`#\n]+)/g)]);
  expect(demos.length).toBeGreaterThan(2);
  for (const [, options = ''] of demos) readOptions(options.trim().split(' '), '4000');
});

it('every file that a page names from the root is there', () => {
  const files = named(
    /(?<![\w./-])((?:shared|functions|infra|web|test|bench|docs)\/[\w./-]+\.(?:tsx?|mjs|md|json|css))\b/g,
  );
  expect(files.filter(({ name }) => !existsSync(`${ROOT}${name}`))).toEqual([]);
});

/** `/v1/queues/{name}/redrives` as a page may name it: with an id of its own, or a word for one. */
const asNamed = (path: string): string => path.replaceAll(/\{\w+\}/g, '[^/]+');

it('every operation that a page names is one of the API', () => {
  const known = allRoutes.map(({ method, path }) => new RegExp(`^${method} ${asNamed(path)}$`));
  const operations = named(/((?:GET|POST|PUT|PATCH|DELETE) \/v1\/[\w/{}-]+)/g);
  expect(operations.filter(({ name }) => !known.some((operation) => operation.test(name)))).toEqual([]);
});
