import { z } from 'zod';
import { invalidField } from '../../kernel/problem.ts';
import type { Route } from './route.ts';

const shapeOf = (schema: unknown): Record<string, unknown> => (schema instanceof z.ZodObject ? schema.shape : {});

/** The schema of a list's items, or the answer itself. */
function elementOf(response: z.ZodType): unknown {
  const { items } = shapeOf(response);
  return items instanceof z.ZodArray ? items.element : response;
}

/** The fields that a GET's answer can be narrowed to: those of the resource, or of each item of a list. */
export function selectableFields(route: Pick<Route, 'method' | 'response' | 'responseType'>): readonly string[] {
  if (route.method !== 'GET' || !route.response || route.responseType) return [];
  const element = elementOf(route.response);
  const options = element instanceof z.ZodUnion ? element.options : [element];
  return [...new Set(options.flatMap((option) => Object.keys(shapeOf(option))))];
}

/**
 * Reads `?fields=a,b` of a request.
 * @throws Problem `invalid` naming `query.fields` and the field that nobody knows
 */
export function chosenFields(route: Route, text: string | undefined): ReadonlySet<string> | undefined {
  if (text === undefined) return undefined;
  const known = selectableFields(route);
  const chosen = text.split(',').map((name) => name.trim());
  const stranger = chosen.find((name) => !known.includes(name));
  if (stranger !== undefined) {
    throw invalidField('query.fields', `must name fields of the answer: ${known.slice(0, 40).join(', ')}`);
  }
  return new Set(chosen);
}

const narrowed = (value: unknown, chosen: ReadonlySet<string>): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).filter(([name]) => chosen.has(name)))
    : value;

/** The answer with the chosen fields only; a list keeps its cursor. */
export function narrow(route: Route, body: unknown, chosen: ReadonlySet<string> | undefined): unknown {
  if (!chosen) return body;
  const isList = shapeOf(route.response).items instanceof z.ZodArray;
  if (!isList) return narrowed(body, chosen);
  const list = body as { readonly items: readonly unknown[] };
  return { ...list, items: list.items.map((item) => narrowed(item, chosen)) };
}
