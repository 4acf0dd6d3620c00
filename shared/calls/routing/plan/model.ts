import { z } from 'zod';
import { weeklyHours } from '../../../catalog/criteria.ts';
import { area } from '../../../catalog/target-rules.ts';
import { id } from '../../../kernel/schemas.ts';

/**
 * What a caller hears before the call goes anywhere: nodes that name each other. Its shape is checked here, what the names
 * lead to in find-faults.ts.
 */

const nodeId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'is not a node id: up to 32 small letters, digits or `-`');
const spoken = z.string().trim().min(1).max(600);
const soundUrl = z.url({ protocol: /^https$/ }).max(500);
const language = z.string().regex(/^[a-z]{2,3}$/, 'is not a language such as en');

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
    play: soundUrl.optional(),
    goTo: nodeId,
  }),
  /** From here on the talk is recorded; the notice that the law asks for is spoken first. */
  z.strictObject({ kind: z.literal('record'), notice: spoken, goTo: nodeId }),
  z.strictObject({ kind: z.literal('offer'), offerId: id }),
  z.strictObject({ kind: z.literal('market'), marketId: id }),
  z.strictObject({ kind: z.literal('refuse'), say: spoken }),
]);
export type PlanNode = z.output<typeof node>;
export type AskNode = Extract<PlanNode, { kind: 'ask' }>;

export const MAX_PLAN_NODES = 60;
/** Nodes on the longest way from the entry: what a caller may have to listen to. */
export const MAX_PLAN_DEPTH = 12;

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
    case 'market':
    case 'refuse':
      return [];
  }
}
