import { z } from 'zod';
import type { Route } from './route.ts';

/** The names of what a schema takes, whatever it is wrapped in. */
function fieldsOf(schema: z.ZodType | undefined): readonly string[] {
  if (!schema) return [];
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => fieldsOf(option as z.ZodType));
  if (schema instanceof z.ZodPipe) return fieldsOf(schema.in as z.ZodType);
  return [];
}

/** Whether an operation takes the name of something that belongs to somebody: in its path, its query or its body. */
export function namesAnObject({ params, query, body }: Route): boolean {
  if (params) return true;
  return [query, body].flatMap(fieldsOf).some((name) => /Ids?$/.test(name));
}
