import type { Answers } from '../../../catalog/answers.ts';
import { isOpenAt } from '../../../catalog/opening-hours.ts';
import { invariant } from '../../../kernel/result.ts';
import { DAY_MS } from '../../../kernel/time.ts';
import type { CallFacts } from '../model.ts';
import { isInside } from '../rules/regions.ts';
import { answerOf, choiceOf, type Said, type Way } from './choose-way.ts';
import { type AskNode, type Condition, MAX_PLAN_DEPTH, type Plan, type PlanNode } from './model.ts';

/** What the caller hears on the way, in order. */
export type Heard =
  | { readonly kind: 'say'; readonly text: string; readonly language?: string }
  | { readonly kind: 'play'; readonly url: string };

/** Where a walk stands: at a question, or at its end. */
export type Stop =
  | { readonly kind: 'ask'; readonly nodeId: string; readonly node: AskNode; readonly asked: number }
  /** The plan's own offer where none is named. */
  | { readonly kind: 'offer'; readonly offerId?: string; readonly tag?: string }
  | { readonly kind: 'refuse' };

/** What earlier steps of the same call have brought: it travels in the address that the carrier signs. */
export interface Baggage {
  /** The talk is to be recorded: a node on the way said so. */
  readonly record: boolean;
  readonly language?: string | undefined;
  /** By the question's id: the key, the word that stands for it, or false where nothing fitted. */
  readonly answers: Answers;
}

export interface Walk extends Baggage {
  readonly heard: readonly Heard[];
  readonly stop: Stop;
}

/** What a caller answered to a question; both are absent when the time ran out. */
export interface Reply extends Said {
  readonly nodeId: string;
  /** How often this question was asked by now, 1 the first time. */
  readonly asked: number;
}

const EMPTY_HANDED: Baggage = { record: false, answers: {} };

/** Begins a plan. Pure: the same call hears the same. `hears` is what the carrier can understand of an answer. */
export const startPlan = (plan: Plan, call: CallFacts, hears: readonly Way[]): Walk =>
  walkFrom(plan, plan.entry, { call, hears, baggage: EMPTY_HANDED });

/**
 * Goes on from a question. A reply that fits no choice hears the question again, as often as the node allows, and is then led
 * on by `otherwise`: a caller who can't press keys still reaches somebody.
 */
export function continuePlan(plan: Plan, reply: Reply, call: CallFacts, baggage: Baggage, hears: readonly Way[]): Walk {
  const { nodeId, asked } = reply;
  const node = Object.hasOwn(plan.nodes, nodeId) ? plan.nodes[nodeId] : undefined;
  // The plan was changed while somebody was listening to it: from the start again is better than nowhere.
  if (node?.kind !== 'ask') return startPlan(plan, call, hears);
  const chosen = choiceOf(node, reply);
  if (!chosen && asked < node.tries) {
    return { ...baggage, heard: [], stop: { kind: 'ask', nodeId, node, asked: asked + 1 } };
  }
  const answers = { ...baggage.answers, [nodeId]: chosen ? answerOf(chosen) : false };
  const language = chosen?.language ?? baggage.language;
  const told = { record: baggage.record, answers, ...(language === undefined ? {} : { language }) };
  return walkFrom(plan, chosen?.goTo ?? node.otherwise, { call, hears, baggage: told });
}

interface Walker {
  readonly call: CallFacts;
  readonly hears: readonly Way[];
  readonly baggage: Baggage;
}

function walkFrom(plan: Plan, from: string, { call, hears, baggage }: Walker): Walk {
  const heard: Heard[] = [];
  const { language } = baggage;
  const facts = language === undefined ? call : { ...call, language };
  let { record, answers } = baggage;
  let id = from;
  const end = (stop: Stop): Walk => ({ ...baggage, record, answers, heard, stop });
  for (let steps = 0; steps <= MAX_PLAN_DEPTH; steps += 1) {
    const node: PlanNode | undefined = plan.nodes[id];
    invariant(node, `the plan has no node ${id}`);
    switch (node.kind) {
      case 'ask':
        if (node.by.some((way) => hears.includes(way))) return end({ kind: 'ask', nodeId: id, node, asked: 1 });
        // A carrier that understands no speech can't put a question that is answered by nothing else.
        answers = { ...answers, [id]: false };
        id = node.otherwise;
        break;
      case 'branch':
        id = node.cases.find(({ when }) => isMet(when, facts))?.goTo ?? node.otherwise;
        break;
      case 'notice':
        if (node.say !== undefined) heard.push(spoken(node.say, node.language ?? language));
        if (node.play !== undefined) heard.push({ kind: 'play', url: node.play });
        id = node.goTo;
        break;
      case 'record':
        heard.push(spoken(node.notice, node.language ?? language));
        record = true;
        id = node.goTo;
        break;
      case 'refuse':
        heard.push(spoken(node.say, node.language ?? language));
        return end({ kind: 'refuse' });
      case 'offer': {
        const { kind: _kind, ...where } = node;
        return end({ kind: 'offer', ...where });
      }
    }
  }
  throw new Error('a plan leads through more nodes than it may have');
}

const spoken = (text: string, language: string | undefined): Heard => ({
  kind: 'say',
  text,
  ...(language === undefined ? {} : { language }),
});

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
