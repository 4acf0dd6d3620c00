import { dataOf, type Schema } from '../../../../web/client/client.ts';
import { inParallel } from '../http.ts';
import { planMeetings } from '../meeting-plan.ts';
import { DemoMeetings, MEETING_OFFER, openHours } from '../meetings.ts';
import { createMarket } from '../network.ts';
import { dice, PUBLISHERS } from '../plan.ts';
import type { DemoOutcome } from '../settle.ts';
import type { DemoModel, DemoStage } from './model.ts';

/** Publishers' servers side by side. */
const WIDTH = 8;
const LEAD_PERCENT = 45;

/** One person pays this chain once: what the lead cost is taken off the meeting. */
const pricing = { chain: { name: 'solar', withinDays: 90 } };

const LEAD_OFFER: Schema<'NewOffer'> = {
  model: 'lead',
  name: 'Solar, leads',
  currency: 'USD',
  chargeMinor: 2_000,
  payoutMinor: 1_500,
  holdDays: 3,
  criteria: { kind: 'answer', name: 'bill', min: 80 },
  lead: {
    vertical: 'Solar, residential',
    fields: [
      { name: 'fullName', label: 'Your name', type: 'text', required: true },
      { name: 'phone', label: 'Phone', type: 'phone', required: true },
      { name: 'bill', label: 'Monthly bill in dollars', type: 'number', min: 0, required: true },
    ],
  },
  pricing,
};

interface HybridLead {
  readonly person: number;
  readonly publisher: number;
  readonly bill: number;
}

const phoneOf = (person: number): string => `+13095${String(550_000 + person).padStart(6, '0')}`;

function planLeads(visits: number, seed: number): readonly HybridLead[] {
  const roll = dice(seed);
  return Array.from({ length: visits }, (_, person): HybridLead | undefined =>
    roll(1, 100) <= LEAD_PERCENT ? { person, publisher: roll(0, PUBLISHERS - 1), bill: roll(40, 400) } : undefined,
  ).filter((lead): lead is HybridLead => lead !== undefined);
}

/** The outcomes of each person: what a chain may cost is told of the person, not of an outcome. */
class People {
  readonly #outcomes = new Map<number, string[]>();

  add(person: number, outcomeId: string): void {
    this.#outcomes.set(person, [...(this.#outcomes.get(person) ?? []), outcomeId]);
  }

  /** How many people have more than one outcome that qualified, and how many were charged more than their dearest step. */
  figures(outcomes: readonly DemoOutcome[]): { readonly chains: number; readonly overcharged: number } {
    const charged = new Map(outcomes.map((each) => [each.outcomeId, each.verdict?.chargeMinor ?? 0]));
    const qualified = new Set(outcomes.flatMap(({ state, outcomeId }) => (state === 'qualified' ? [outcomeId] : [])));
    const people = [...this.#outcomes.values()].map((ids) => ids.filter((id) => qualified.has(id)));
    const sum = (ids: readonly string[]): number => ids.reduce((total, id) => total + (charged.get(id) ?? 0), 0);
    return {
      chains: people.filter((ids) => ids.length > 1).length,
      overcharged: people.filter((ids) => sum(ids) > MEETING_OFFER.chargeMinor).length,
    };
  }
}

/** Leads first, and meetings with many of the same people after them, as steps of one chain. */
function hybrid(): DemoModel {
  let meetingOfferId = '';
  const people = new People();

  async function sendLead({ network, clockOffsetMs }: DemoStage, lead: HybridLead): Promise<void> {
    const publisher = network.publishers[lead.publisher];
    if (!publisher) throw new Error(`no publisher ${lead.publisher}`);
    const params = { header: { 'Idempotency-Key': `lead-${lead.person}` } };
    const consent = {
      text: 'I agree that an installer may call me about my quote.',
      at: new Date(Date.now() + clockOffsetMs - 30_000).toISOString(),
      ipAddress: '192.0.2.10',
    };
    const fields = { fullName: `Person ${lead.person}`, phone: phoneOf(lead.person), bill: lead.bill };
    const body = { offerId: network.offerId, fields, consent, source: 'demo' };
    const { leadId } = await dataOf(publisher.api.POST('/v1/leads', { params, body }));
    people.add(lead.person, leadId);
  }

  return {
    async network(url, operatorKey) {
      const network = await createMarket(url, operatorKey, LEAD_OFFER);
      const made = await dataOf(network.advertiser.POST('/v1/offers', { body: { ...MEETING_OFFER, pricing } }));
      meetingOfferId = made.offerId;
      await openHours(network.advertiser, meetingOfferId);
      return network;
    },
    plan({ visits, seed }) {
      const leads = planLeads(visits, seed);
      // Every index is a person: a visitor that left a lead may be met, and so may one that did not.
      const planned = planMeetings(visits, seed + 1);
      const meetings = new DemoMeetings(planned);
      return {
        brought: leads.length + planned.length,
        waves: [
          (stage) => inParallel(leads, WIDTH, (lead) => sendLead(stage, lead)),
          async (stage) => {
            await meetings.book(stage, meetingOfferId, ({ index }) => phoneOf(index));
            for (const [person, appointmentId] of meetings.ids) people.add(person, appointmentId);
          },
          (stage) => meetings.change(stage),
          (stage) => meetings.attend(stage),
          (stage) => meetings.silence(stage),
        ],
      };
    },
    figures: async (outcomes) => people.figures(outcomes),
  };
}

export const hybridModel: DemoModel = hybrid();
