import { dataOf, type Schema } from '../../../../web/client/client.ts';
import { type DemoBuyer, startBuyer } from '../buyer.ts';
import { inParallel, until } from '../http.ts';
import { type PlannedLead, planLeads } from '../lead-plan.ts';
import { createMarket, type DemoPublisher } from '../network.ts';
import type { DemoModel, DemoStage } from './model.ts';

/** Far above two tries. */
const DELIVERY_MS = 60_000;

/** Publishers' servers side by side. */
const WIDTH = 8;

const OFFER: Schema<'NewOffer'> = {
  model: 'lead',
  name: 'Solar, Midwest',
  currency: 'USD',
  chargeMinor: 2_400,
  payoutMinor: 1_500,
  holdDays: 3,
  criteria: {
    kind: 'all',
    of: [
      { kind: 'answer', name: 'role', in: ['owner'] },
      { kind: 'answer', name: 'bill', min: 80 },
      { kind: 'not', of: { kind: 'repeat', days: 30, scope: 'advertiser' } },
    ],
  },
  lead: {
    vertical: 'Solar, residential',
    duplicateMinutes: 1,
    fields: [
      { name: 'fullName', label: 'Your name', type: 'text', required: true },
      { name: 'email', label: 'E-mail', type: 'email' },
      { name: 'phone', label: 'Phone', type: 'phone', required: true },
      { name: 'role', label: 'Your role', type: 'choice', choices: ['owner', 'tenant'], required: true },
      { name: 'bill', label: 'Monthly bill in dollars', type: 'number', min: 0, required: true },
    ],
  },
};

function bodyOf({ person, role, bill, flaw }: PlannedLead, offerId: string, nowMs: number): Schema<'NewLead'> {
  const consent = {
    text: 'I agree that an installer may call me about my quote.',
    at: new Date(nowMs - 30_000).toISOString(),
    ipAddress: '192.0.2.10',
  };
  return {
    offerId,
    fields: {
      fullName: `Person ${person}`,
      email: flaw === 'disposable' ? `person${person}@mailinator.com` : `person${person}@example.com`,
      phone: flaw === 'impossible-phone' ? '+1 309 055 0100' : `+13095${String(550_000 + person).padStart(6, '0')}`,
      role,
      bill,
      ...(flaw === 'unknown-field' && { shoeSize: 42 }),
    },
    ...(flaw !== 'no-consent' && { consent }),
    source: 'demo',
  };
}

/** From the publisher's server: a repeat under the same key is the same lead. */
async function byApi({ api }: DemoPublisher, index: number, body: Schema<'NewLead'>): Promise<number> {
  const params = { header: { 'Idempotency-Key': `visit-${index}` } };
  return (await api.POST('/v1/leads', { params, body })).response.status;
}

/** From a page, as `form.js` sends it. */
async function byForm(url: string, publisher: DemoPublisher, index: number, lead: Schema<'NewLead'>): Promise<number> {
  const { tagKey: key, origin } = publisher;
  const { offerId, fields, consent } = lead;
  const page = { url: `${origin}/quote?utm_source=demo&visit=${index}` };
  const answer = await fetch(`${url}/v1/lead-forms`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', origin },
    body: JSON.stringify({ key, offerId, submissionId: `submission-${index}`, fields, consent, page }),
  });
  return answer.status;
}

/** Sends one lead as its fault has it; every answer must be what the plan foresees. */
async function send({ url, network, clockOffsetMs }: DemoStage, lead: PlannedLead): Promise<void> {
  const publisher = network.publishers[lead.publisher];
  if (!publisher) throw new Error(`no publisher ${lead.publisher}`);
  const body = bodyOf(lead, network.offerId, Date.now() + clockOffsetMs);
  const post = async (): Promise<void> => {
    const status = await (lead.by === 'api'
      ? byApi(publisher, lead.index, body)
      : byForm(url, publisher, lead.index, body));
    const isAsPlanned = lead.flaw ? status === 400 : status === 200 || status === 201;
    if (!isAsPlanned) throw new Error(`lead ${lead.index} was answered ${status}`);
  };
  await Promise.all(lead.fault === 'doubled' ? [post(), post()] : [post()]);
  if (lead.fault === 'again') await post();
}

/** Leads by API and by form, some sent twice, some again, some that must be refused; bought ones go to a buyer that stumbles. */
function leads(): DemoModel {
  let buyer: DemoBuyer | undefined;
  return {
    async network(url, operatorKey) {
      const network = await createMarket(url, operatorKey, OFFER);
      buyer = await startBuyer();
      const params = { path: { offerId: network.offerId } };
      const body = { url: buyer.url, format: 'json' as const };
      await dataOf(network.advertiser.PUT('/v1/offers/{offerId}/lead-delivery', { params, body }));
      return network;
    },
    plan({ visits, seed }) {
      const waves = planLeads(visits, seed);
      return {
        brought: waves.flat().filter(({ flaw }) => !flaw).length,
        waves: waves.map((wave) => (stage) => inParallel(wave, WIDTH, (lead) => send(stage, lead))),
      };
    },
    async figures(outcomes) {
      const bought = outcomes.filter(({ state }) => state === 'qualified').map(({ outcomeId }) => outcomeId);
      const timesTaken = (leadId: string): number => buyer?.taken.get(leadId) ?? 0;
      const areTaken = async (): Promise<boolean> => bought.every((leadId) => timesTaken(leadId) > 0);
      // What the buyer stumbled over comes again after ten seconds; what never comes is the demo's finding.
      await until('every bought lead to be delivered', areTaken, DELIVERY_MS).catch(() => {});
      return { delivered: bought.filter((leadId) => timesTaken(leadId) === 1).length };
    },
  };
}

export const leadModel: DemoModel = leads();
