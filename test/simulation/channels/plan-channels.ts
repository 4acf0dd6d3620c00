import type { LeadForm } from '../../../shared/catalog/lead-form.ts';
import type { OfferVersion } from '../../../shared/catalog/model.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/kernel/time.ts';
import type { Dice, Roll } from '../dice.ts';
import { ADVERTISER, CHAIN, phoneOf } from '../plan-parts.ts';

/** What the advertiser's system answers to one delivery after the other; the last answer is given to all that follow. */
export type Answer = 'taken' | 'hangs' | 'status-500' | 'error-body' | 'returned';

export interface LeadPlan {
  readonly id: string;
  readonly publisherId: string;
  readonly phone: string;
  readonly startMs: number;
  /** The publisher sends it again though it was taken. */
  readonly isDoubled: boolean;
  readonly answers: readonly [Answer, ...Answer[]];
}

export interface MeetingPlan {
  readonly id: string;
  readonly publisherId: string;
  readonly phone: string;
  readonly bookedMs: number;
  readonly life: {
    readonly calendar: 'cal.com' | 'calendly';
    readonly moves: number;
    readonly confirms: boolean;
    readonly end: 'cancel' | 'hold' | 'no-show' | 'marked' | 'unmarked' | 'both' | 'silence';
    readonly heldEarly: boolean;
  };
}

const FORM: LeadForm = {
  vertical: 'Simulated',
  fields: [
    { name: 'phone', label: 'Phone', type: 'phone', required: true },
    { name: 'role', label: 'Role', type: 'choice', choices: ['owner', 'tenant'], required: true },
  ],
  consent: [],
  duplicateMinutes: 5,
  returnReasons: ['spam', 'duplicate'],
};

const common = {
  version: 1,
  advertiserId: ADVERTISER,
  description: 'Home owners',
  state: 'active',
  currency: 'USD',
  pricing: { chain: CHAIN },
  createdAtMs: 1_000,
} as const;

export const leadOfferOf = (dice: Dice): OfferVersion => {
  const roll = dice('offer-lead');
  const chargeMinor = BigInt(roll.between(2, 40) * 50);
  return {
    ...common,
    offerId: 'offer_lead',
    model: 'lead',
    name: 'Leads',
    lead: FORM,
    criteria: { kind: 'not', of: { kind: 'repeat', days: 1, scope: 'offer' } },
    chargeMinor,
    payoutMinor: (chargeMinor * BigInt(roll.between(1, 4))) / 4n,
    holdDays: roll.pick([0, 0, 1]),
    disputeRules: { within: 'accept', beyond: 'reject', unanswered: 'review' },
  };
};

export const meetingOfferOf = (dice: Dice): OfferVersion => {
  const roll = dice('offer-meeting');
  const chargeMinor = BigInt(roll.between(10, 200) * 50);
  return {
    ...common,
    offerId: 'offer_meeting',
    model: 'appointment',
    name: 'Meetings',
    criteria: { kind: 'answer', name: 'attendance', in: ['held'] },
    attendance: { windowHours: 6, noShowAttempts: 2, disagreement: 'no-show', silence: 'held' },
    chargeMinor,
    payoutMinor: (chargeMinor * BigInt(roll.between(1, 4))) / 4n,
    holdDays: 0,
  };
};

const ANSWERS: readonly [Answer, ...Answer[]] = ['taken', 'taken', 'hangs', 'status-500', 'error-body', 'returned'];

export function leadOf(dice: Dice, index: number, startMs: number, whose: (roll: Roll) => string): LeadPlan {
  const roll = dice(`lead-${index}`);
  const answers = dice(`lead-${index}/answers`);
  // Whatever its first answers are, an advertiser's system comes to a yes or to a return in the end.
  const last = answers.pick<Answer>(['taken', 'taken', 'returned']);
  const first = Array.from({ length: answers.between(0, 2) }, () => answers.pick(ANSWERS));
  return {
    id: `lead-${index}`,
    publisherId: whose(roll),
    phone: phoneOf(roll),
    startMs: startMs + roll.between(0, 36 * HOUR_MS),
    isDoubled: roll.chance(0.3),
    answers: [first[0] ?? last, ...first.slice(1), last],
  };
}

export function meetingOf(dice: Dice, index: number, startMs: number, whose: (roll: Roll) => string): MeetingPlan {
  const roll = dice(`meeting-${index}`);
  const life = dice(`meeting-${index}/life`);
  return {
    id: `meeting-${index}`,
    publisherId: whose(roll),
    phone: phoneOf(roll),
    bookedMs: startMs + roll.between(0, 6 * HOUR_MS) + MINUTE_MS,
    life: {
      calendar: life.pick(['cal.com', 'calendly']),
      moves: life.pick([0, 0, 1, 1, 2, 3]),
      confirms: life.chance(0.3),
      end: life.pick(['hold', 'cancel', 'no-show', 'marked', 'unmarked', 'both', 'silence']),
      heldEarly: life.chance(0.1),
    },
  };
}
