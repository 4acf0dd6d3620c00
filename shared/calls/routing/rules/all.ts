import type { Candidate, TargetState, Why } from '../model.ts';
import { attestation, blockedCaller, language, publisher, repeat, tag, withheld } from './callers.ts';
import { caps, concurrency, hourlyConcurrency, unanswered } from './limits.ts';
import { regions } from './regions.ts';
import type { Rule, Setting } from './rule.ts';
import { credit, currency, freshBid, loop, standing } from './standing.ts';
import { holiday, hours } from './times.ts';

/** What never changes for a caller comes first, what passes in a minute last: the first refusal is the one a person is told. */
const RULES: readonly Rule[] = [
  standing,
  loop,
  currency,
  blockedCaller,
  publisher,
  regions,
  language,
  tag,
  withheld,
  attestation,
  repeat,
  credit,
  freshBid,
  holiday,
  hours,
  unanswered,
  caps,
  hourlyConcurrency,
  concurrency,
];

/** Why a candidate can't take the call; undefined when it can. */
export function refusalOf(candidate: Candidate, setting: Setting, state: TargetState): Why | undefined {
  for (const rule of RULES) {
    const why = rule(candidate, setting, state);
    if (why) return why;
  }
  return undefined;
}
