import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ROOT, stressedIn } from './markdown.ts';

/** Bold is a place of the console, italics are a button, a card or a person there; a bold that ends with a full stop is a heading. */
const isHeading = (words: string): boolean => words.endsWith('.');

const sourcesOf = (pattern: string): string =>
  globSync(pattern, { cwd: ROOT })
    .map((file) => readFileSync(`${ROOT}${file}`, 'utf8'))
    .join('\n')
    .replaceAll(/\s+/g, ' ');

it.each(['publisher', 'advertiser', 'finance', 'operator'])(
  'the console has what the guide for %s names on it',
  (role) => {
    const shown = sourcesOf(`{web/console/{pages/{${role},shared},ui,app}/**/*.tsx,infra/local/identity/*.ts}`);
    const named = stressedIn(`docs/${role}.md`).filter((words) => !isHeading(words));
    expect(named.length).toBeGreaterThan(5);
    const isShown = (words: string): boolean => shown.match(new RegExp(`['"\`>] ?${words} ?['"\`<]`)) !== null;
    expect(named.filter((words) => !isShown(words))).toEqual([]);
  },
);
