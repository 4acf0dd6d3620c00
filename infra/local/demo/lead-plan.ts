import { dice, PUBLISHERS } from './plan.ts';

/** What happens to a lead on its way: it is sent once, twice at once, or again after its answer got lost. */
export type LeadFault = 'none' | 'doubled' | 'again';

export interface PlannedLead {
  /** Unique within the demo: the sender's own name for it. */
  readonly index: number;
  readonly publisher: number;
  /** Who it is; the same number is the same person. */
  readonly person: number;
  readonly role: 'owner' | 'tenant';
  readonly bill: number;
  readonly fault: LeadFault;
  /** From the publisher's server, or from a form on its page. */
  readonly by: 'api' | 'form';
  /** Why it will be refused; nothing comes of it. */
  readonly flaw?: 'disposable' | 'no-consent' | 'unknown-field' | 'impossible-phone';
}

const WAVE_VISITS = 100;
const LEAD_PERCENT = 45;
const REPEAT_PERCENT = 8;
const FLAWS = ['disposable', 'no-consent', 'unknown-field', 'impossible-phone'] as const;

type Dice = ReturnType<typeof dice>;

function planLead(roll: Dice, index: number, earlier: readonly number[]): PlannedLead {
  const isRepeat = roll(1, 100) <= REPEAT_PERCENT && earlier.length > 0;
  const flaw = roll(1, 100) <= 10 ? FLAWS[roll(0, FLAWS.length - 1)] : undefined;
  const fault = roll(1, 100);
  return {
    index,
    publisher: roll(0, PUBLISHERS - 1),
    person: isRepeat ? (earlier[roll(0, earlier.length - 1)] ?? index) : index,
    role: roll(1, 100) <= 75 ? 'owner' : 'tenant',
    bill: roll(20, 600),
    by: roll(1, 100) <= 50 ? 'form' : 'api',
    fault: fault <= 8 ? 'doubled' : fault <= 16 ? 'again' : 'none',
    ...(flaw && { flaw }),
  };
}

/** Leads in waves; a person comes at most once in one, and comes back in a later one. */
export function planLeads(visits: number, seed: number): readonly (readonly PlannedLead[])[] {
  const roll = dice(seed);
  const waves: PlannedLead[][] = [];
  const earlier: number[] = [];
  for (let start = 0; start < visits; start += WAVE_VISITS) {
    const wave = new Map<number, PlannedLead>();
    for (let index = start; index < Math.min(visits, start + WAVE_VISITS); index += 1) {
      if (roll(1, 100) > LEAD_PERCENT) continue;
      const lead = planLead(roll, index, earlier);
      if (!wave.has(lead.person)) wave.set(lead.person, lead);
    }
    const leads = [...wave.values()];
    earlier.push(...leads.filter(({ flaw }) => !flaw).map(({ person }) => person));
    waves.push(leads);
  }
  return waves;
}
