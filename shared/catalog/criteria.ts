import { z } from 'zod';
import { isZone } from '../kernel/time.ts';
import { answerQuestion, keyPressQuestion } from './answers.ts';
import { contradictionsIn } from './find-contradictions.ts';

/**
 * What an advertiser asks of an outcome: a tree of `all`, `any` and `not` over single questions. The shape lives with the
 * offer; what each question means is answered in outcomes/evaluate-criteria.ts.
 */

/** How sure we are which visit or source brought an outcome. */
export const CONFIDENCES = ['exact', 'recent', 'ambiguous', 'source'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** Opening hours on the wall clock of one zone. `toMinute` 1440 is midnight; a window may not cross it. */
export const weeklyHours = z.strictObject({
  zone: z.string().refine(isZone, 'is not an IANA time zone'),
  windows: z
    .array(
      z
        .strictObject({
          /** 1 = Monday … 7 = Sunday. */
          days: z.array(z.int().min(1).max(7)).min(1).max(7),
          fromMinute: z.int().min(0).max(1439),
          toMinute: z.int().min(1).max(1440),
        })
        .refine((window) => window.fromMinute < window.toMinute, {
          path: ['toMinute'],
          message: 'must be later than fromMinute; split a night into two windows',
        }),
    )
    .min(1)
    .max(28),
});
export type WeeklyHours = z.output<typeof weeklyHours>;

/** ISO 3166: a country (`US`) or a state in it (`US-IL`). */
export const regionCode = z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'is not a region such as US or US-IL');

const seconds = z.int().min(0).max(86_400);

const leaf = [
  z.strictObject({ kind: z.literal('talk-time'), minSeconds: seconds, maxSeconds: seconds.optional() }),
  z.strictObject({ kind: z.literal('total-time'), minSeconds: seconds, maxSeconds: seconds.optional() }),
  z.strictObject({ kind: z.literal('caller-region'), in: z.array(regionCode).min(1).max(100) }),
  z.strictObject({ kind: z.literal('hours'), hours: weeklyHours }),
  z.strictObject({
    kind: z.literal('repeat'),
    days: z.int().min(1).max(365),
    scope: z.enum(['offer', 'target', 'advertiser']),
  }),
  z.strictObject({ kind: z.literal('customer'), is: z.enum(['new', 'existing']) }),
  z.strictObject({ kind: z.literal('confidence'), in: z.array(z.enum(CONFIDENCES)).min(1).max(4) }),
  z.strictObject({ kind: z.literal('within-caps') }),
  answerQuestion,
  keyPressQuestion,
] as const;

export type Question = z.output<(typeof leaf)[number]>;
export const QUESTION_KINDS = leaf.map(({ shape }) => shape.kind.value);
export type Criterion =
  | { kind: 'all'; of: Criterion[] }
  | { kind: 'any'; of: Criterion[] }
  | { kind: 'not'; of: Criterion }
  | Question;

/** A tree wider or deeper than this is no contract that two people can read. */
export const MAX_CRITERIA_DEPTH = 6;
export const MAX_CRITERIA_NODES = 60;

/** The shape alone: what stored versions are read with, since a rule of today must not make an old version unreadable. */
export const criterionShape: z.ZodType<Criterion> = z
  .lazy(() =>
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('all'), of: z.array(criterionShape).min(1).max(20) }),
      z.strictObject({ kind: z.literal('any'), of: z.array(criterionShape).min(1).max(20) }),
      z.strictObject({ kind: z.literal('not'), of: criterionShape }),
      ...leaf,
    ]),
  )
  .meta({
    id: 'Criterion',
    description: 'A question, or `all`, `any` or `not` of others',
    example: {
      kind: 'all',
      of: [
        { kind: 'talk-time', minSeconds: 90 },
        { kind: 'caller-region', in: ['US-IL'] },
      ],
    },
  });

interface Size {
  readonly depth: number;
  readonly nodes: number;
}

/** Depth and number of nodes of a tree. */
export function sizeOf(criterion: Criterion): Size {
  if (criterion.kind !== 'all' && criterion.kind !== 'any' && criterion.kind !== 'not') return { depth: 1, nodes: 1 };
  const children = criterion.kind === 'not' ? [criterion.of] : criterion.of;
  const sizes = children.map(sizeOf);
  return {
    depth: 1 + Math.max(...sizes.map((size) => size.depth)),
    nodes: 1 + sizes.reduce((sum, size) => sum + size.nodes, 0),
  };
}

/** The criteria of an offer, as the API takes them. Each refusal names the node it is about: `criteria.of.1.maxSeconds`. */
export const criteria = criterionShape
  .superRefine((tree, context) => {
    const size = sizeOf(tree);
    if (size.depth > MAX_CRITERIA_DEPTH) context.addIssue(`is deeper than ${MAX_CRITERIA_DEPTH} levels`);
    if (size.nodes > MAX_CRITERIA_NODES) context.addIssue(`has more than ${MAX_CRITERIA_NODES} parts`);
    for (const { path, reason } of contradictionsIn(tree)) {
      context.addIssue({ code: 'custom', path: [...path], message: `can never be met: ${reason}` });
    }
  })
  .meta({ id: 'Criteria', description: 'At most 6 levels and 60 parts; what can never be met is refused' });
