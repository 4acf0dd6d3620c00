import { globSync, readFileSync } from 'node:fs';

/** A text with fewer letters of its own would match any other. */
const MIN_LETTERS = 5;

const PUT_IN = /\$\{[^}]*\}/g;

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** The texts in a file, without its comments: those hold apostrophes too. */
function textsIn(code: string): string[] {
  const bare = code.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  return [...bare.matchAll(/'((?:[^'\\\n]|\\.)*)'|"([^"\n]*)"|`((?:[^`\\]|\\.)*)`/g)].map(
    ([, single, double, template]) => (single ?? double ?? template ?? '').replaceAll(/\\(.)/g, '$1'),
  );
}

/** The text with anything put in where the code puts something in; a field or a number may be named before it. */
const patternOf = (text: string): RegExp => new RegExp(`^(?:\\S+ )?${text.split(PUT_IN).map(escaped).join('.+')}$`);

/** Every text in the code that may be told; contracts are what is held to them. */
const SAYINGS = globSync('{shared,functions}/**/*.ts')
  .filter((file) => !/\/contract|problem-examples/.test(file))
  .flatMap((file) => textsIn(readFileSync(file, 'utf8')))
  .filter((text) => text.split(PUT_IN).join('').length >= MIN_LETTERS)
  .map(patternOf);

/** Whether the code can say this. `… was not found` is put behind by `notFound` (kernel/problem.ts). */
export const isSaidByCode = (words: string): boolean =>
  [words, words.replace(/ was not found$/, '')].some((text) => SAYINGS.some((saying) => saying.test(text)));
