import type { Schema } from '../../../../client/client.ts';

export type Criterion = Schema<'Criterion'>;
export type Question = Exclude<Criterion, { kind: 'all' | 'any' | 'not' }>;
export type QuestionKind = Question['kind'];
export type Model = Schema<'Offer'>['model'];

/** A node while it is edited: the API's, with a name of its own so that its fields stay with it when others go, and come again. */
export type Node =
  | { readonly id: string; readonly kind: 'all' | 'any'; readonly of: readonly Node[] }
  | { readonly id: string; readonly kind: 'not'; readonly of: Node }
  | { readonly id: string; readonly kind: 'question'; readonly question: Question };

const nextId = (): string => crypto.randomUUID();

export function nodeOf(criterion: Criterion): Node {
  const id = nextId();
  switch (criterion.kind) {
    case 'all':
    case 'any':
      return { id, kind: criterion.kind, of: criterion.of.map(nodeOf) };
    case 'not':
      return { id, kind: 'not', of: nodeOf(criterion.of) };
    default:
      return { id, kind: 'question', question: criterion };
  }
}

export function criterionOf(node: Node): Criterion {
  switch (node.kind) {
    case 'all':
    case 'any':
      return { kind: node.kind, of: node.of.map(criterionOf) };
    case 'not':
      return { kind: 'not', of: criterionOf(node.of) };
    case 'question':
      return node.question;
  }
}

export const notOf = (node: Node): Node => ({ id: nextId(), kind: 'not', of: node });

/** What criteria begin with: something that people of this model ask for. */
export const firstCriterion = (model: Model): Criterion => ({ kind: 'all', of: [FIRST[model]] });

const FIRST: Readonly<Record<Model, Criterion>> = {
  call: { kind: 'talk-time', minSeconds: 90 },
  // Of people who are new: on its own the question pays for those alone who were in touch before.
  lead: { kind: 'not', of: { kind: 'repeat', days: 30, scope: 'advertiser' } },
  // Nobody pays for a meeting that was merely booked: the API asks for this one.
  appointment: { kind: 'answer', name: 'attendance', in: ['held'] },
};
