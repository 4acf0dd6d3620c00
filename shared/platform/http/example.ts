import { z } from 'zod';

/** An example of a schema, or the path of the field that nobody gave one. */
export type Example = { readonly value: unknown } | { readonly missing: string };

/** What a field of this name holds in examples, wherever it stands; `date` and `date-time` are for all that have no word of their own. */
export type ExampleWords = Readonly<Record<string, unknown>>;

const MAX_DEPTH = 20;

const stated = (schema: z.ZodType): unknown => schema.meta()?.example;

export const mayBeAbsent = (schema: z.ZodType): boolean =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;

/** What a schema wraps: JSON has the same for both. */
function innerOf(schema: z.ZodType): z.ZodType | undefined {
  if (schema instanceof z.ZodPipe) return schema.in as z.ZodType;
  if (schema instanceof z.ZodLazy || schema instanceof z.ZodNullable) return schema.unwrap() as z.ZodType;
  if (schema instanceof z.ZodReadonly || mayBeAbsent(schema)) return (schema as z.ZodOptional).unwrap() as z.ZodType;
  return undefined;
}

/** Zod knows nothing of formats that are only stated: a day is no instant, though both are texts. */
function hasForm(schema: z.ZodType, value: unknown): boolean {
  const inner = innerOf(schema);
  if (schema.meta()?.format === undefined && inner) return hasForm(inner, value);
  return schema.meta()?.format !== 'date-time' || z.iso.datetime({ offset: true }).safeParse(value).success;
}

/** JSON writes an amount as a whole number, and the schemas of answers know it as bigint. */
const holds = (schema: z.ZodType, value: unknown): boolean =>
  hasForm(schema, value) &&
  (schema.safeParse(value).success || (Number.isInteger(value) && schema.safeParse(BigInt(Number(value))).success));

/** Where a schema says by itself what it takes. */
function evident(schema: z.ZodType): unknown {
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodLiteral) return schema.value;
  if (schema instanceof z.ZodBoolean) return true;
  if (schema instanceof z.ZodNull) return null;
  return undefined;
}

/** Composes examples of schemas, or of a field of that name, from what the schemas of their fields state, and from words. */
export function exampleMaker(words: ExampleWords): (schema: z.ZodType, name?: string) => Example {
  /** What somebody wrote for this very field: by its schema, else by its name, where the schema takes that. */
  function written(schema: z.ZodType, name: string): unknown {
    const word = words[name];
    return stated(schema) ?? (word !== undefined && holds(schema, word) ? word : undefined);
  }

  function ofObject(schema: z.ZodObject, depth: number): Example {
    const value: Record<string, unknown> = {};
    for (const [name, field] of Object.entries(schema.shape) as [string, z.ZodType][]) {
      // Whatever may be absent is shown where somebody wrote what it holds.
      if (mayBeAbsent(field) && written(field, name) === undefined) continue;
      const part = make(field, name, depth + 1);
      if ('missing' in part) return { missing: [name, part.missing].filter(Boolean).join('.') };
      value[name] = part.value;
    }
    return { value };
  }

  function ofOptions(options: readonly z.ZodType[], name: string, depth: number): Example {
    const examples = options.map((option) => make(option, name, depth + 1));
    return examples.find((each) => 'value' in each) ?? examples[0] ?? { missing: '' };
  }

  function make(schema: z.ZodType, name: string, depth: number): Example {
    const value = written(schema, name) ?? evident(schema) ?? words[String(schema.meta()?.format)];
    if (value !== undefined) return { value };
    if (depth > MAX_DEPTH) return { missing: '' };
    const inner = innerOf(schema);
    if (inner) return make(inner, name, depth + 1);
    if (schema instanceof z.ZodObject) return ofObject(schema, depth);
    if (schema instanceof z.ZodUnion) return ofOptions(schema.options as z.ZodType[], name, depth);
    if (!(schema instanceof z.ZodArray)) return { missing: '' };
    const element = make(schema.element as z.ZodType, name, depth + 1);
    return 'missing' in element ? element : { value: [element.value] };
  }

  return (schema, name = '') => make(schema, name, 0);
}
