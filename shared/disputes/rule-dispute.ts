import type { DisputeRules } from '../catalog/aftermath.ts';

/** What the rules look at. */
export interface DisputeFacts {
  /** This one's place among the offer's disputes of the month, from 1. */
  readonly number: number;
  /** The month's qualified outcomes of the offer. */
  readonly qualified: number;
  /** Whole days since the verdict. */
  readonly ageDays: number;
}

export interface Ruling {
  readonly decision: 'accept' | 'reject' | 'review';
  /** Told to both sides. */
  readonly because: string;
}

/** Decides a dispute by count, share and age; pure. Without rules a person decides. */
export function ruleDispute(rules: DisputeRules | undefined, facts: DisputeFacts): Ruling {
  if (!rules) return { decision: 'review', because: 'decided by a person' };
  const broken = brokenLimit(rules, facts);
  if (broken) return { decision: rules.beyond, because: broken };
  return { decision: rules.within, because: 'within every limit of the offer' };
}

function brokenLimit(rules: DisputeRules, { number, qualified, ageDays }: DisputeFacts): string | undefined {
  const { maxPerMonth, maxShareBps, maxAgeDays } = rules;
  if (maxAgeDays !== undefined && ageDays > maxAgeDays) {
    return `the outcome is ${ageDays} days old, and ${maxAgeDays} are allowed`;
  }
  if (maxPerMonth !== undefined && number > maxPerMonth) {
    return `it is dispute ${number} of the month, and ${maxPerMonth} are allowed`;
  }
  if (maxShareBps !== undefined && number * 10_000 > qualified * maxShareBps) {
    return `${number} of ${qualified} outcomes of the month are disputed, and ${maxShareBps / 100} % are allowed`;
  }
  return undefined;
}
