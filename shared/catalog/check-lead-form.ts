import type { FieldError } from '../kernel/problem.ts';
import { answersBytes, MAX_ANSWER_LETTERS, MAX_ANSWERS, MAX_ANSWERS_BYTES, wayOf } from './answers.ts';
import type { Criterion } from './criteria.ts';
import { isPersonal, type LeadField, type LeadForm } from './lead-form.ts';
import type { Model } from './model.ts';

type Path = readonly (string | number)[];
type Asked = Extract<Criterion, { kind: 'answer' }>;

function answersAsked(tree: Criterion, path: Path = []): { readonly path: Path; readonly asked: Asked }[] {
  if (tree.kind === 'not') return answersAsked(tree.of, [...path, 'of']);
  if (tree.kind === 'all' || tree.kind === 'any') {
    return tree.of.flatMap((child, index) => answersAsked(child, [...path, 'of', index]));
  }
  return tree.kind === 'answer' ? [{ path, asked: tree }] : [];
}

/** The names of the answers that criteria ask for: these, and no others, are kept where both sides read them. */
export const namesAsked = (tree: Criterion): ReadonlySet<string> =>
  new Set(answersAsked(tree).map(({ asked }) => asked.name));

const WAY_OF_TYPE = { text: 'texts', choice: 'texts', number: 'range', boolean: 'yes-or-no' } as const;

function whyNot(asked: Asked, form: LeadForm): readonly [key: string, message: string] | undefined {
  const field = form.fields.find(({ name }) => name === asked.name);
  if (!field) return ['name', 'is not a field of `lead`'];
  if (field.type === 'region') return ['name', 'is a region: ask with `caller-region`'];
  if (isPersonal(field)) return ['name', 'is personal: no criterion may ask for it'];
  if (field.type === 'email' || field.type === 'phone') return ['name', 'is personal: no criterion may ask for it'];
  if (wayOf(asked) !== WAY_OF_TYPE[field.type]) return ['kind', `a ${field.type} is not asked for like this`];
  const strange = asked.in?.find((text) => field.choices && !field.choices.includes(text));
  return strange === undefined ? undefined : ['in', `“${strange}” is none of the field's choices`];
}

/** The longest that a field's answer gets. */
function longest({ type, choices }: LeadField): string {
  if (type === 'number') return '-'.repeat(16);
  if (type === 'boolean') return 'false';
  return [...(choices ?? ['x'.repeat(MAX_ANSWER_LETTERS)])].sort((a, b) => b.length - a.length)[0] ?? '';
}

function tooMuch(criteria: Criterion, { fields }: LeadForm): FieldError[] {
  const kept = fields.filter(({ name }) => namesAsked(criteria).has(name));
  if (kept.length > MAX_ANSWERS) {
    return [{ field: 'body.criteria', message: `ask for more than ${MAX_ANSWERS} different answers` }];
  }
  const bytes = answersBytes(Object.fromEntries(kept.map((field) => [field.name, longest(field)])));
  if (bytes <= MAX_ANSWERS_BYTES) return [];
  const message = `ask for answers of up to ${bytes} bytes, names included; ${MAX_ANSWERS_BYTES} are kept: use shorter names or choices`;
  return [{ field: 'body.criteria', message }];
}

/** A lead offer has a form, no other has one, and its criteria ask for what the form asks. */
export function leadFormErrors(criteria: Criterion, model: Model, form: LeadForm | undefined): readonly FieldError[] {
  if (model !== 'lead') {
    return form ? [{ field: 'body.lead', message: `goes with leads only; this offer buys ${model}s` }] : [];
  }
  if (!form) return [{ field: 'body.lead', message: 'is needed: which fields a lead has' }];
  const foreign = answersAsked(criteria).flatMap(({ path, asked }): FieldError[] => {
    const [key, message] = whyNot(asked, form) ?? [];
    return key && message ? [{ field: ['body', 'criteria', ...path, key].join('.'), message }] : [];
  });
  return [...foreign, ...tooMuch(criteria, form)];
}
