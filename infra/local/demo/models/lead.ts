import type { Schema } from '../../../../web/client/client.ts';
import { inParallel } from '../http.ts';
import { type PlannedLead, planLeads } from '../lead-plan.ts';
import { createMarket } from '../network.ts';
import type { DemoModel, DemoStage } from './model.ts';

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

/** Sends one lead as its fault has it; every answer must be what the plan foresees. */
async function send({ network, clockOffsetMs }: DemoStage, lead: PlannedLead): Promise<void> {
  const publisher = network.publishers[lead.publisher];
  if (!publisher) throw new Error(`no publisher ${lead.publisher}`);
  const body = bodyOf(lead, network.offerId, Date.now() + clockOffsetMs);
  const post = async (): Promise<void> => {
    const params = { header: { 'Idempotency-Key': `visit-${lead.index}` } };
    const { response } = await publisher.api.POST('/v1/leads', { params, body });
    const wanted = lead.flaw ? 400 : 201;
    if (response.status !== wanted) throw new Error(`lead ${lead.index} was answered ${response.status}`);
  };
  await Promise.all(lead.fault === 'doubled' ? [post(), post()] : [post()]);
  if (lead.fault === 'again') await post();
}

/** Leads by API, some sent twice, some again, some that must be refused. */
export const leadModel: DemoModel = {
  network: (url, operatorKey) => createMarket(url, operatorKey, OFFER),
  plan({ visits, seed }) {
    const waves = planLeads(visits, seed);
    return {
      brought: waves.flat().filter(({ flaw }) => !flaw).length,
      waves: waves.map((wave) => (stage) => inParallel(wave, WIDTH, (lead) => send(stage, lead))),
    };
  },
};
