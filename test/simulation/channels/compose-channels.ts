import { returnDesk } from '../../../functions/leads/compose-delivery.ts';
import { bringBought } from '../../../functions/platform/bring-bought.ts';
import { dynamoAppointments } from '../../../shared/appointments/dynamo-appointments.ts';
import { dynamoMeetings } from '../../../shared/appointments/dynamo-meetings.ts';
import { dynamoNotices } from '../../../shared/appointments/dynamo-notices.ts';
import { dynamoStrays } from '../../../shared/appointments/dynamo-strays.ts';
import { dynamoWakes } from '../../../shared/appointments/dynamo-wakes.ts';
import type { AppointmentMessage } from '../../../shared/appointments/messages.ts';
import type { TakePorts } from '../../../shared/appointments/take-booking.ts';
import { dynamoDisputes } from '../../../shared/disputes/dynamo-disputes.ts';
import { upheldAt } from '../../../shared/disputes/upheld-at.ts';
import { personHash, sha256Hex } from '../../../shared/kernel/ids.ts';
import type { LeadMessage } from '../../../shared/leads/contract/messages.ts';
import { dynamoDeliveries } from '../../../shared/leads/delivery/dynamo-deliveries.ts';
import { dynamoContacts } from '../../../shared/leads/dynamo-contacts.ts';
import { dynamoLeads } from '../../../shared/leads/dynamo-leads.ts';
import type { LookAfterPorts } from '../../../shared/leads/look-after-lead.ts';
import type { SubmitPorts } from '../../../shared/leads/submit-lead.ts';
import { dynamoCorrections } from '../../../shared/ledger/dynamo-corrections.ts';
import { dynamoReplacements } from '../../../shared/outcomes/dynamo-replacements.ts';
import type { JudgePorts } from '../../../shared/outcomes/judge-outcome.ts';
import type { OutboundAnswer } from '../../../shared/platform/http/outbound.ts';
import type { Log } from '../../../shared/platform/log.ts';
import { publisher } from '../../catalog/fixture.ts';
import type { queues, storesOf } from '../compose.ts';
import type { Invocation } from '../invocation.ts';
import { ADVERTISER } from '../plan-parts.ts';
import { PERSON_SECRET, PLAIN_CIPHER } from '../secrets.ts';
import type { World } from '../world.ts';
import type { Answer } from './plan-channels.ts';

type Stores = ReturnType<typeof storesOf>;
type Queues = ReturnType<typeof queues>;

export interface Around {
  readonly world: World;
  readonly inv: Invocation;
  readonly stores: Stores;
  readonly queues: Queues;
  readonly judge: JudgePorts;
  readonly log: Log;
}

const answered = (status: number, text: string): OutboundAnswer => ({
  kind: 'answer',
  status,
  headers: {},
  text,
  isCut: false,
});

const SAID: Readonly<Record<Answer, OutboundAnswer>> = {
  taken: answered(200, '{"accepted":true,"reference":"r1"}'),
  hangs: { kind: 'failed', why: 'timeout' },
  'status-500': answered(500, 'oops'),
  'error-body': answered(200, '{"error":"the list is full"}'),
  returned: answered(200, '{"accepted":false,"reason":"spam"}'),
};

/** The advertiser's system: what it was sent it remembers, also when nobody hears its answer. */
function advertiserOf({ world, inv }: Around): LookAfterPorts['send'] {
  return ({ headers = {} }) =>
    inv.request(
      () => {
        const leadId = String(headers['webhook-id']);
        const sent = (world.sent.get(leadId) ?? 0) + 1;
        world.sent.set(leadId, sent);
        const answers = world.plan.leads.find(({ id }) => leadIdOf(id) === leadId)?.answers ?? ['taken'];
        return SAID[answers[Math.min(sent, answers.length) - 1] ?? 'taken'];
      },
      { label: () => 'deliver a lead' },
    );
}

export const leadIdOf = (planId: string): string => `lead_${planId}`;

const nothing = async (): Promise<undefined> => undefined;

export function leadPorts(around: Around) {
  const { world, inv, stores, queues, judge, log } = around;
  const { plan } = world;
  const { client } = stores;
  const offer = async (offerId: string) => (plan.leadOffer.offerId === offerId ? plan.leadOffer : undefined);
  const leads = dynamoLeads(client, 'outcomes', stores.outcomes);
  const contacts = dynamoContacts(client, 'outcomes', PLAIN_CIPHER);
  const submit: SubmitPorts = {
    catalog: {
      currentOffer: offer,
      offerVersion: async () => plan.leadOffer,
      deal: nothing,
      publisher: nothing,
      publisherByTagKey: nothing,
      setter: nothing,
    },
    leads,
    contacts,
    people: stores.people,
    suppressions: { hasAny: async () => false },
    counts: { take: async () => true },
    tokens: { read: async () => ({ kind: 'forged' }) },
    leases: { read: nothing },
    queue: queues.leadQueue,
    judge: queues.judgeQueue,
    personSecret: async () => PERSON_SECRET,
    clock: inv.clock,
    zone: plan.zone,
  };
  const settling = {
    corrections: dynamoCorrections(client, 'outcomes'),
    terms: judge.terms,
    book: stores.journal,
    frozen: stores.frozen,
    disputes: dynamoDisputes(client, 'outcomes'),
    replacements: dynamoReplacements(client, 'outcomes', inv.clock),
    countQualified: async () => 1,
    worth: {},
    tellBought: bringBought(queues.leadQueue, { connectionsOf: async () => [], queue: { sendAll: async () => {} } }),
    clock: inv.clock,
    zone: plan.zone,
  };
  const target = {
    offerId: plan.leadOffer.offerId,
    advertiserId: ADVERTISER,
    url: 'https://crm.example',
    format: 'json',
    state: 'active',
  } as const;
  const lookAfter: LookAfterPorts = {
    leads,
    contacts,
    judge: queues.judgeQueue,
    targets: { get: async () => target, set: async () => 'stale', secretOf: async () => 'whsec_c2VjcmV0' },
    deliveries: dynamoDeliveries(client, 'outcomes'),
    catalog: submit.catalog,
    desk: returnDesk(settling),
    upheldAtMs: upheldAt(settling.disputes),
    send: advertiserOf(around),
    queue: queues.leadQueue,
    clock: inv.clock,
    note: (what, details) => log.warn(what, { ...details }),
  };
  return { submit, lookAfter, settling: { ...settling, log } };
}

/** Under the person's own hash, as the webhook's receiver gives it. */
export const hashOf = (phone: string): string => personHash(PERSON_SECRET, sha256Hex(phone));

export function meetingPorts({ world, inv, stores, queues, judge, log }: Around) {
  const { plan, scheduler } = world;
  const { client } = stores;
  const pause = (): Promise<void> => scheduler.wait(20);
  const settling: TakePorts = {
    appointments: dynamoAppointments(client, 'outcomes', PLAIN_CIPHER, undefined, pause),
    meetings: dynamoMeetings(client, 'outcomes', PLAIN_CIPHER),
    availability: { get: nothing },
    terms: judge.terms,
    notices: dynamoNotices(client, 'outcomes'),
    judge: queues.judgeQueue,
    lateTruth: queues.lateQueue,
    strays: dynamoStrays(client, 'outcomes', inv.clock),
    catalog: {
      currentOffer: async () => plan.meetingOffer,
      deal: nothing,
      publisherByTagKey: async (tagKey) => publisher({ publisherId: tagKey.slice('tag_'.length), tagKey }),
      publisher: async (publisherId) => publisher({ publisherId }),
      setter: nothing,
    },
    people: stores.people,
    queue: queues.meetingQueue,
    countUnknown: () => world.monitor.say(scheduler.nowMs, 'a booking was taken for nobody’s'),
    countLate: () => {},
    note: (what, details) => log.warn(what, { ...details }),
    clock: inv.clock,
  };
  const waking = { wakes: dynamoWakes(client, 'outcomes'), queue: queues.meetingQueue, clock: inv.clock, log };
  return { settling, waking };
}

export type { AppointmentMessage, LeadMessage };
