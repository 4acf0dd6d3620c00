import { DAY_MS } from '../../kernel/time.ts';
import type { Dice } from './dice.ts';
import { ALL_BPS, effectivePrice } from './effective-price.ts';
import type { CallFacts, Candidate, Competition, Considered, Decision, Fate, Step, TargetState } from './model.ts';
import { NOTHING_YET } from './model.ts';
import { momentOf } from './moment.ts';
import { refusalOf } from './rules/all.ts';

/** A candidate that may take the call, with what its place in the queue depends on. */
interface Entrant {
  readonly candidate: Candidate;
  /** Where it stands in the answer. */
  readonly place: number;
  readonly effectiveMinor: number;
  readonly sticky: boolean;
  /** Smaller comes first; drawn so that the first of equals is each one with the probability of its weight. */
  readonly draw: number;
}

/**
 * Where a call goes, and why: pure, so that a dry run says what a call would meet, and a repeated request hears the same.
 *
 * The first target rings first, and the others are what is left when it does not answer.
 */
export function choose(
  call: CallFacts,
  candidates: readonly Candidate[],
  competition: Competition,
  stateOf: (targetId: string) => TargetState | undefined,
  dice: Dice,
): Decision {
  const setting = { call, competition, moment: momentOf(call.atMs) };
  const favourite = stickyTarget(call, competition);
  const before = competition.order === 'price' ? byPrice : byPriority;
  const considered: Considered[] = [];
  const best: Entrant[] = [];
  for (const candidate of candidates) {
    const { targetId, offerId } = candidate.target;
    const state = stateOf(targetId) ?? NOTHING_YET;
    const why = refusalOf(candidate, setting, state);
    if (why) {
      considered.push({ targetId, offerId, fate: { kind: 'refused', why } });
      continue;
    }
    const effectiveMinor = effectivePrice(candidate, competition, state);
    const draw = -Math.log(dice(targetId)) / (candidate.rules.weight ?? 1);
    const weighed = competition.weighAnswers ? { answeredBps: state.answeredBps ?? ALL_BPS } : {};
    considered.push({ targetId, offerId, effectiveMinor, ...weighed, fate: NOT_NEEDED });
    enter(
      best,
      { candidate, place: considered.length - 1, effectiveMinor, sticky: targetId === favourite, draw },
      competition.maxTargets,
      before,
    );
  }
  for (const [index, { place, sticky }] of best.entries()) {
    const seen = considered[place];
    if (seen) considered[place] = { ...seen, fate: { kind: 'chosen', rank: index + 1, sticky } };
  }
  return { steps: best.map(stepOf), considered };
}

const NOT_NEEDED: Fate = { kind: 'not-needed' };

/** Keeps the first few in order. Most of a large market is worse than the last of them, and costs one comparison. */
function enter(best: Entrant[], entrant: Entrant, most: number, before: (a: Entrant, b: Entrant) => number): void {
  const last = best.at(-1);
  if (best.length >= most && (!last || before(last, entrant) < 0)) return;
  const index = best.findIndex((each) => before(entrant, each) < 0);
  best.splice(index === -1 ? best.length : index, 0, entrant);
  if (best.length > most) best.pop();
}

/** The target this caller spoke with last, where the plan keeps people together. */
function stickyTarget({ earlier, atMs }: CallFacts, { stickyDays }: Competition): string | undefined {
  const fromMs = atMs - stickyDays * DAY_MS;
  return earlier.find((each) => each.targetId !== undefined && each.atMs >= fromMs && each.atMs < atMs)?.targetId;
}

/**
 * An exponential of rate `weight` is the smallest of its group with probability weight over the sum of weights, so sorting by
 * it is a draw without replacement (Efraimidis and Spirakis, "Weighted random sampling with a reservoir", 2006). The id
 * decides what not even the dice do.
 */
const byDraw = (a: Entrant, b: Entrant): number =>
  a.draw - b.draw || (a.candidate.target.targetId < b.candidate.target.targetId ? -1 : 1);

const bySticky = (a: Entrant, b: Entrant): number => Number(b.sticky) - Number(a.sticky);

const byNumber = (a: Entrant, b: Entrant): number => a.candidate.target.priority - b.candidate.target.priority;

const byPriority = (a: Entrant, b: Entrant): number => bySticky(a, b) || byNumber(a, b) || byDraw(a, b);

const byPrice = (a: Entrant, b: Entrant): number =>
  bySticky(a, b) || b.effectiveMinor - a.effectiveMinor || byNumber(a, b) || byDraw(a, b);

const stepOf = ({ candidate: { target, rules, chargeMinor, payoutMinor } }: Entrant): Step => ({
  targetId: target.targetId,
  offerId: target.offerId,
  advertiserId: target.advertiserId,
  destination: target.destination,
  ringSeconds: target.ringSeconds,
  redialsOnBusy: rules.redials?.onBusy ?? 0,
  redialsOnNoAnswer: rules.redials?.onNoAnswer ?? 0,
  chargeMinor,
  payoutMinor,
});
