import { isOpenAt } from '../../../catalog/opening-hours.ts';
import { invariant } from '../../../kernel/result.ts';
import { DAY_MS } from '../../../kernel/time.ts';
import type { CallFacts } from '../model.ts';
import { isInside } from '../rules/regions.ts';
import { type AskNode, type Condition, MAX_PLAN_DEPTH, type Plan, type PlanNode } from './model.ts';

/** What the caller hears on the way, in order. */
export type Heard = { readonly kind: 'say'; readonly text: string } | { readonly kind: 'play'; readonly url: string };

/** Where a walk stands: at a question, or at its end. */
export type Stop =
  | { readonly kind: 'ask'; readonly nodeId: string; readonly node: AskNode; readonly asked: number }
  | { readonly kind: 'offer'; readonly offerId: string }
  | { readonly kind: 'market'; readonly marketId: string }
  | { readonly kind: 'refuse' };

export interface Walk {
  readonly heard: readonly Heard[];
  readonly stop: Stop;
  /** The talk is to be recorded: a node on the way said so. */
  readonly record: boolean;
  readonly language?: string;
}

/** What a caller answered to a question; both are absent when the time ran out. */
export interface Reply {
  readonly nodeId: string;
  /** How often this question was asked by now, 1 the first time. */
  readonly asked: number;
  readonly keys?: string | undefined;
  readonly speech?: string | undefined;
}

/** What earlier requests of the same call have brought: it travels in the address that the carrier signs. */
export interface Baggage {
  readonly record: boolean;
  readonly language?: string | undefined;
}

/** Begins a plan. Pure: the same call hears the same. */
export const startPlan = (plan: Plan, call: CallFacts): Walk => walkFrom(plan, plan.entry, call, { record: false }, []);

/**
 * Goes on from a question. A reply that fits no choice hears the question again, as often as the node allows, and is then led
 * on by `otherwise`: a caller who can't press keys still reaches somebody.
 */
export function continuePlan(plan: Plan, reply: Reply, call: CallFacts, baggage: Baggage): Walk {
  const node = Object.hasOwn(plan.nodes, reply.nodeId) ? plan.nodes[reply.nodeId] : undefined;
  // The plan was changed while somebody was listening to it: from the start again is better than nowhere.
  if (node?.kind !== 'ask') return startPlan(plan, call);
  const chosen = choiceOf(node, reply);
  if (chosen) {
    const language = chosen.language ?? baggage.language;
    return walkFrom(plan, chosen.goTo, call, { ...baggage, language }, []);
  }
  if (reply.asked >= node.tries) return walkFrom(plan, node.otherwise, call, baggage, []);
  return { ...told(baggage), heard: [], stop: { kind: 'ask', nodeId: reply.nodeId, node, asked: reply.asked + 1 } };
}

const told = ({ record, language }: Baggage): { record: boolean; language?: string } => ({
  record,
  ...(language === undefined ? {} : { language }),
});

/** Keys are exact. Speech is what a machine understood: whole words of it are looked for, case and punctuation aside. */
function choiceOf({ choices }: AskNode, { keys, speech }: Reply): AskNode['choices'][number] | undefined {
  if (keys) return choices.find((choice) => choice.keys === keys);
  if (!speech) return undefined;
  const said = ` ${speech
    .slice(0, 500)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
  return choices.find(({ words }) => words?.some((word) => said.includes(` ${word} `)));
}

function walkFrom(plan: Plan, from: string, call: CallFacts, baggage: Baggage, before: readonly Heard[]): Walk {
  const heard = [...before];
  let id = from;
  let record = baggage.record;
  const facts = baggage.language === undefined ? call : { ...call, language: baggage.language };
  const end = (stop: Stop): Walk => ({ ...told({ ...baggage, record }), heard, stop });
  for (let steps = 0; steps <= MAX_PLAN_DEPTH; steps += 1) {
    const node: PlanNode | undefined = plan.nodes[id];
    invariant(node, `the plan has no node ${id}`);
    switch (node.kind) {
      case 'ask':
        return end({ kind: 'ask', nodeId: id, node, asked: 1 });
      case 'branch':
        id = node.cases.find(({ when }) => isMet(when, facts))?.goTo ?? node.otherwise;
        break;
      case 'notice':
        if (node.say !== undefined) heard.push({ kind: 'say', text: node.say });
        if (node.play !== undefined) heard.push({ kind: 'play', url: node.play });
        id = node.goTo;
        break;
      case 'record':
        heard.push({ kind: 'say', text: node.notice });
        record = true;
        id = node.goTo;
        break;
      case 'refuse':
        heard.push({ kind: 'say', text: node.say });
        return end({ kind: 'refuse' });
      case 'offer':
        return end({ kind: 'offer', offerId: node.offerId });
      case 'market':
        return end({ kind: 'market', marketId: node.marketId });
    }
  }
  throw new Error('a plan leads through more nodes than it may have');
}

function isMet(when: Condition, call: CallFacts): boolean {
  switch (when.kind) {
    case 'area':
      return when.in.some((area) => isInside(call.place, area) === true);
    case 'hours':
      return isOpenAt(when.hours, call.atMs);
    case 'language':
      return call.language !== undefined && when.in.includes(call.language);
    case 'withheld':
      return call.isWithheld;
    case 'repeat':
      return call.earlier.some(({ atMs }) => atMs < call.atMs && atMs >= call.atMs - when.days * DAY_MS);
  }
}
