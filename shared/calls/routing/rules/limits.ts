import type { Cap } from '../../../catalog/target-rules.ts';
import type { Candidate, TargetState, Why } from '../model.ts';
import type { Rule } from './rule.ts';

/** A state is a look, not a promise: whoever rings the target reserves its place, and may still find it taken. */
export const concurrency: Rule = ({ target: { maxConcurrent } }, _setting, { live }) =>
  maxConcurrent === undefined || live < maxConcurrent
    ? undefined
    : { refusal: 'concurrency', asked: maxConcurrent, seen: live };

export const hourlyConcurrency: Rule = ({ rules: { hourlyConcurrent } }, { moment }, { live }) => {
  if (!hourlyConcurrent) return undefined;
  const hour = Math.floor(moment.wall(hourlyConcurrent.zone).minuteOfDay / 60);
  const most = hourlyConcurrent.most[hour] ?? 0;
  return live < most ? undefined : { refusal: 'hourly-concurrency', asked: most, seen: live };
};

function overCap({ per, calls, amountMinor }: Cap, { chargeMinor }: Candidate, state: TargetState): Why | undefined {
  const used = state.used[per] ?? { calls: 0, amountMinor: 0n };
  if (calls !== undefined && used.calls >= calls) return { refusal: `cap-${per}`, asked: calls, seen: used.calls };
  if (amountMinor !== undefined && used.amountMinor + chargeMinor > amountMinor) {
    return { refusal: `budget-${per}`, asked: Number(amountMinor), seen: Number(used.amountMinor) };
  }
  return undefined;
}

/** A budget that this call's own price would exceed is spent: nobody is charged more than they said. */
export const caps: Rule = (candidate, _setting, state) => {
  const { dailyCap } = candidate.target;
  const daily = dailyCap === undefined ? undefined : overCap({ per: 'day', calls: dailyCap }, candidate, state);
  if (daily) return daily;
  for (const each of candidate.rules.caps ?? []) {
    const over = overCap(each, candidate, state);
    if (over) return over;
  }
  return undefined;
};

/** A desk that lets phones ring is left alone until the hour or the day is over. */
export const unanswered: Rule = ({ rules: { pauseUnanswered } }, _setting, state) => {
  if (!pauseUnanswered) return undefined;
  const { inHour, inDay } = pauseUnanswered;
  if (inHour !== undefined && state.unansweredInHour >= inHour) {
    return { refusal: 'unanswered', asked: inHour, seen: state.unansweredInHour };
  }
  if (inDay !== undefined && state.unansweredInDay >= inDay) {
    return { refusal: 'unanswered', asked: inDay, seen: state.unansweredInDay };
  }
  return undefined;
};
