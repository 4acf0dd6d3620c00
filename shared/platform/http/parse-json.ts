import { isInheritedName } from '../../kernel/inherited-names.ts';
import { invalidField, Problem } from '../../kernel/problem.ts';
import { MAX_NAME_CHARS } from './problem-json.ts';

/** Deeper JSON is an attack or a mistake; a criteria tree, the deepest thing we take, stays far below. */
export const MAX_JSON_DEPTH = 32;

/** Depth of the brackets outside strings: linear, and done before JSON.parse builds anything. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charCodeAt(index);
    if (inString) {
      if (char === 92) index += 1;
      else if (char === 34) inString = false;
    } else if (char === 34) inString = true;
    else if (char === 123 || char === 91) {
      depth += 1;
      if (depth > MAX_JSON_DEPTH) return true;
    } else if (char === 125 || char === 93) depth -= 1;
  }
  return false;
}

const shown = (name: string): string => name.slice(0, MAX_NAME_CHARS).toWellFormed();

/**
 * Refuses what JSON can carry and nothing behind us can keep: texts with half a character in them (`\ud800`), which no table
 * and no UTF-8 takes, and names that every object has by itself.
 *
 * @throws Problem `invalid` naming the field, `where` first
 */
export function refuseUnsound(value: unknown, where: string): void {
  if (typeof value === 'string' && !value.isWellFormed()) {
    throw invalidField(where, 'has half a character in it: a surrogate without its other half');
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    const field = `${where}.${shown(name)}`;
    if (!name.isWellFormed()) throw invalidField(field, 'has half a character in its name');
    if (isInheritedName(name)) throw invalidField(field, 'can not be called so: every object has that name by itself');
    refuseUnsound(inner, field);
  }
}

const aboutBody = (message: string): Problem =>
  new Problem('invalid', `the body ${message}`, [{ field: 'body', message }]);

/** A body's JSON. @throws Problem `invalid` naming `body`, or the field in it that can't be kept */
export function parseJson(text: string): unknown {
  if (isTooDeep(text)) throw aboutBody(`is nested deeper than ${MAX_JSON_DEPTH} levels`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw aboutBody('is not valid JSON');
  }
  refuseUnsound(parsed, 'body');
  return parsed;
}
