import { z } from 'zod';
import { answerName } from '../../../catalog/answers.ts';
import { weeklyHours } from '../../../catalog/criteria.ts';
import { area, targetTag } from '../../../catalog/target-rules.ts';
import { id } from '../../../kernel/schemas.ts';

/**
 * What a caller hears before the call goes anywhere: nodes that name each other. Its shape is checked here, what the names
 * lead to in find-faults.ts.
 */

/** A question's id is the name of its answer too: in the outcome, and in the criterion that asks for a key press. */
const nodeId = answerName;
const spoken = z.string().trim().min(1).max(600);
const soundUrl = z.url({ protocol: /^https$/ }).max(500);
const language = z.string().regex(/^[a-z]{2,3}$/, 'is not a language such as en');
/** What a node's words are in; the caller's own language when absent, and English where nobody asked. */
const wordsIn = language.optional();

/** What a person says or presses, e.g. key 2, or one of the words. */
const choice = z
  .strictObject({
    keys: z
      .string()
      .regex(/^[0-9*#]{1,6}$/, 'is not a key or a short number')
      .optional(),
    words: z.array(z.string().trim().toLowerCase().min(1).max(40)).min(1).max(20).optional(),
    /** From here on this is the caller's language. */
    language: language.optional(),
    goTo: nodeId,
  })
  .refine(({ keys, words }) => keys !== undefined || words !== undefined, 'is neither a key nor a word');

/** What a branch may look at. */
const condition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('area'), in: z.array(area).min(1).max(200) }),
  z.strictObject({ kind: z.literal('hours'), hours: weeklyHours }),
  z.strictObject({ kind: z.literal('language'), in: z.array(language).min(1).max(20) }),
  z.strictObject({ kind: z.literal('withheld') }),
  z.strictObject({ kind: z.literal('repeat'), days: z.int().min(1).max(30) }),
]);
export type Condition = z.output<typeof condition>;

const node = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ask'),
    prompt: spoken,
    language: wordsIn,
    by: z
      .array(z.enum(['keys', 'speech']))
      .min(1)
      .max(2),
    timeoutSeconds: z.int().min(2).max(15).default(5),
    /** How often the question is asked before `otherwise`. */
    tries: z.int().min(1).max(3).default(2),
    choices: z.array(choice).min(1).max(20),
    otherwise: nodeId,
  }),
  z.strictObject({
    kind: z.literal('branch'),
    cases: z
      .array(z.strictObject({ when: condition, goTo: nodeId }))
      .min(1)
      .max(20),
    otherwise: nodeId,
  }),
  z.strictObject({
    kind: z.literal('notice'),
    say: spoken.optional(),
    language: wordsIn,
    play: soundUrl.optional(),
    goTo: nodeId,
  }),
  /** From here on the talk is recorded; the notice that the law asks for is spoken first. */
  z.strictObject({ kind: z.literal('record'), notice: spoken, language: wordsIn, goTo: nodeId }),
  z.strictObject({
    kind: z.literal('offer'),
    /** The offer that takes the call, or the market that it is the house of; the plan's own when absent. */
    offerId: id.optional(),
    /** Only targets that carry this tag ring. */
    tag: targetTag.optional(),
  }),
  z.strictObject({ kind: z.literal('refuse'), say: spoken, language: wordsIn }),
]);
export type PlanNode = z.output<typeof node>;
export type AskNode = Extract<PlanNode, { kind: 'ask' }>;

export const MAX_PLAN_NODES = 60;
/** Nodes on the longest way from the entry: what a caller may have to listen to. */
export const MAX_PLAN_DEPTH = 12;
/** Questions on the longest way: who is asked more often hangs up. */
export const MAX_PLAN_QUESTIONS = 3;
/** Words on the longest way, some two minutes: nobody listens longer, and Call Control carries what is still to be said with the call. */
export const MAX_PLAN_WORD_BYTES = 2_000;

/** The shape alone: what stored plans are read with. */
export const planShape = z.strictObject({ entry: nodeId, nodes: z.record(nodeId, node) });
export type Plan = z.output<typeof planShape>;

/** Where a node may lead, with the path of each name inside the node. */
export function exitsOf(
  node: PlanNode,
): readonly { readonly path: readonly (string | number)[]; readonly to: string }[] {
  switch (node.kind) {
    case 'ask':
      return [
        ...node.choices.map(({ goTo }, index) => ({ path: ['choices', index, 'goTo'], to: goTo })),
        { path: ['otherwise'], to: node.otherwise },
      ];
    case 'branch':
      return [
        ...node.cases.map(({ goTo }, index) => ({ path: ['cases', index, 'goTo'], to: goTo })),
        { path: ['otherwise'], to: node.otherwise },
      ];
    case 'notice':
    case 'record':
      return [{ path: ['goTo'], to: node.goTo }];
    case 'offer':
    case 'refuse':
      return [];
  }
}
