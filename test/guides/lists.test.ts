import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CONFIG_FIELDS, environmentName } from '../../infra/config.ts';
import { CONFIDENCES, QUESTION_KINDS } from '../../shared/catalog/criteria.ts';
import { DISPUTE_REASONS, OBJECTION_REASONS } from '../../shared/disputes/model.ts';
import { EVENT_TYPES } from '../../shared/webhooks/contract/events.ts';
import { PAGES, ROOT, readPage } from './markdown.ts';

const codesIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '');

/** What stands as code in the first cell of each row of the table that begins with this cell. */
function tableOf(page: string, begins: string): string[][] {
  const lines = readPage(page).split('\n');
  const from = lines.findIndex((line) => line.startsWith(`| ${begins} |`));
  expect(from, `${page} has a table of ${begins}`).toBeGreaterThan(-1);
  const end = lines.findIndex((line, index) => index > from && !line.startsWith('|'));
  return lines.slice(from + 2, end).map((line) => codesIn(line.split('|')[1] ?? ''));
}

/** What stands as code in the line that begins so. */
function sentenceOf(page: string, begins: string): string[] {
  const line = readPage(page)
    .split('\n')
    .find((each) => each.startsWith(begins));
  return codesIn(line ?? '');
}

it('the advertiser’s guide has every question that criteria can ask, and every reason to dispute', () => {
  const questions = tableOf('docs/advertiser.md', 'question').map(([kind]) => kind);
  expect(questions.sort()).toEqual([...QUESTION_KINDS].sort());
  expect(sentenceOf('docs/advertiser.md', 'Reasons are ')).toEqual([...DISPUTE_REASONS]);
});

it('the publisher’s guide has every confidence, and every reason to contest', () => {
  expect(tableOf('docs/publisher.md', 'confidence').flat()).toEqual([...CONFIDENCES]);
  expect(sentenceOf('docs/publisher.md', 'Reasons are ')).toEqual([...OBJECTION_REASONS]);
});

it('the table of what a stage can configure has every field', () => {
  expect(tableOf('infra/README.md', 'field').flat().sort()).toEqual([...CONFIG_FIELDS].sort());
});

it('every variable of the environment that a page names is read', () => {
  const sources = globSync('{infra,test,bench,web}/**/*.{ts,mjs}', { cwd: ROOT });
  const read = new Set([
    ...CONFIG_FIELDS.map(environmentName),
    ...sources.flatMap((file) => readFileSync(`${ROOT}${file}`, 'utf8').match(/CALLBOURSE_[A-Z]\w+/g) ?? []),
  ]);
  const named = PAGES.flatMap((page) =>
    (readPage(page).match(/CALLBOURSE_[A-Z]\w+/g) ?? []).map((name) => ({ page, name })),
  );
  expect(named.filter(({ name }) => !read.has(name))).toEqual([]);
});

it('every event that a page names is in the catalogue', () => {
  const types = Object.keys(EVENT_TYPES);
  const families = new Set(types.map((type) => type.split('.')[0]));
  const named = PAGES.flatMap((page) =>
    codesIn(readPage(page)).filter((code) => /^[a-z-]+\.[a-z-]+$/.test(code) && families.has(code.split('.')[0])),
  );
  expect(named.filter((name) => !types.includes(name))).toEqual([]);
});
