import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, linksOf, PAGES, ROOT } from './markdown.ts';

const isElsewhere = (url: string): boolean => /^[a-z]+:/.test(url);

/** What is wrong with a link from a page: nothing, or that its file or its heading is not there. */
function wrongWith(page: string, url: string): string | undefined {
  const [path = '', anchor] = decodeURI(url).split('#');
  const target = path === '' ? page : posix.join(posix.dirname(page), path);
  if (target.startsWith('..') || !existsSync(`${ROOT}${target}`)) return `${target} is not there`;
  if (anchor === undefined) return undefined;
  return PAGES.includes(target) && anchorsOf(target).has(anchor) ? undefined : `${target} has no heading #${anchor}`;
}

describe('every link and picture of', () => {
  it.each(PAGES)('%s leads somewhere', (page) => {
    const wrong = linksOf(page)
      .filter(({ url }) => !isElsewhere(url))
      .map(({ at, url }) => ({ at, wrong: wrongWith(page, url) }))
      .filter((link) => link.wrong !== undefined);
    expect(wrong).toEqual([]);
  });
});
