import { answerCall } from '../../shared/calls/answer-call.ts';
import type { CallMessage } from '../../shared/calls/contract.ts';
import type { CallEvent, Route } from '../../shared/calls/model.ts';
import { outcomeIdOf } from '../../shared/calls/outcome-id.ts';
import { type AfterChoice, takeChoice } from '../../shared/calls/take-choice.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { MINUTE_MS, SECOND_MS } from '../../shared/kernel/time.ts';
import { adjust, reverseEntry } from '../../shared/ledger/adjust.ts';
import { adjustOutcome } from '../../shared/ledger/adjust-outcome.ts';
import { entryOf } from '../../shared/ledger/entry-item.ts';
import { account, type Entry } from '../../shared/ledger/model.ts';
import { numberOf, type Ports } from './compose.ts';
import type { AdjustmentPlan, CallPlan, CorrectionPlan, PayeePlan } from './plan.ts';
import type { Answer, World } from './world.ts';

/** A caller and the carrier's webhooks about the call: late, double, out of order, or never. */
export async function placeCall(world: World, plan: CallPlan): Promise<void> {
  const { scheduler } = world;
  await scheduler.waitUntil(plan.startMs);
  const inbound = {
    carrier: 'twilio',
    callId: plan.id,
    to: numberOf(plan.publisherId, plan.offerId).number,
    caller: { kind: 'number', number: plan.callerNumber },
    attestation: 'A',
  } as const;
  const answered = await world.invoke('answer-call', plan.id, ({ answer }) => answerCall(answer, inbound));
  const route = await routeOf(world, plan, answered);
  for (const { event, afterMs } of eventsOf(plan, route)) {
    const roll = world.dice(`${plan.id}/${event.kind}`);
    const lateMs = roll.chance(0.2) ? roll.between(0, 30 * MINUTE_MS) : roll.between(0, 2 * SECOND_MS);
    if (roll.chance(0.06)) continue;
    scheduler.in(afterMs + lateMs, () => void tell(world, plan, event, 1, answered.ok));
    if (roll.chance(0.1))
      scheduler.in(afterMs + roll.between(0, 10 * MINUTE_MS), () => void tell(world, plan, event, 2, answered.ok));
  }
}

type Told = Answer<AfterChoice>;

/** Where a call goes in the end: who is asked first presses a key, or none, or hangs up; each answer may come twice. */
async function routeOf(world: World, plan: CallPlan, answered: Told): Promise<Route | undefined> {
  const roll = world.dice(`${plan.id}/keys`);
  let told = answered;
  for (let question = 1; ; question += 1) {
    if (!told.ok || told.value.kind !== 'routed') return undefined;
    const { route, walk, number } = told.value;
    if (walk?.stop.kind !== 'ask' || roll.chance(0.15)) return route;
    const { nodeId, asked } = walk.stop;
    const keys = roll.pick(['1', '1', '2', '2', '3', '9', undefined]);
    const reply = {
      callId: plan.id,
      to: number,
      caller: { kind: 'number', number: plan.callerNumber },
      ...(keys ? { keys } : {}),
    } as const;
    const choice = { carrier: 'twilio', hears: ['keys'], reply, bookmark: { ...walk, nodeId, asked } } as const;
    await world.scheduler.wait(roll.between(SECOND_MS, 8 * SECOND_MS));
    const press = (copy: number) =>
      world.invoke('take-choice', `${plan.id} question ${question} ${copy}`, ({ answer }) =>
        takeChoice(answer, choice),
      );
    const [first] = await Promise.all([press(1), ...(roll.chance(0.2) ? [press(2)] : [])]);
    told = first;
  }
}

function eventsOf(plan: CallPlan, route: Route | undefined): { event: CallEvent; afterMs: number }[] {
  const isDialled = route?.kind === 'target' || route?.kind === 'fallback';
  const talkSeconds = isDialled ? plan.talkSeconds : 0;
  const endMs = (talkSeconds + 5) * SECOND_MS;
  const ended: CallEvent = { kind: 'call-ended', result: 'completed', totalSeconds: talkSeconds + 5 };
  if (!isDialled) return [{ event: ended, afterMs: endMs }];
  const result = talkSeconds > 0 ? 'completed' : 'no-answer';
  const legId = `${plan.id}-leg`;
  return [
    { event: { kind: 'leg-ended', legId, result, seconds: talkSeconds }, afterMs: endMs },
    { event: { kind: 'dial-finished', legId, result, talkSeconds, next: 'end' }, afterMs: endMs },
    { event: ended, afterMs: endMs + SECOND_MS },
  ];
}

async function tell(world: World, plan: CallPlan, event: CallEvent, copy: number, isAnswered: boolean): Promise<void> {
  const outcomeId = outcomeIdOf('twilio', plan.id);
  const message: CallMessage = { v: 1, kind: 'call-event', outcomeId, eventId: `${plan.id}-${event.kind}`, event };
  const id = `${plan.id} ${event.kind} ${copy}`;
  const answer = await world.invoke('receive-call-event', id, ({ callQueue }) => callQueue.send(message));
  const isEnd = event.kind === 'call-ended' || event.kind === 'dial-finished';
  const isOpen = world.engine.table('outcomes').read({ pk: `OUT#${outcomeId}`, sk: 'OUT' }) !== undefined;
  if (answer.ok && isEnd && (isAnswered || isOpen)) world.accepted.calls.add(outcomeId);
}

/** A person tries again until it works, sometimes the next day. */
const MAX_TRIES = 30;

async function insist<T>(world: World, id: string, work: (ports: Ports) => Promise<T>): Promise<T | undefined> {
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const answer = await world.invoke('finance', `${id} try ${tries}`, work);
    if (answer.ok) return answer.value;
    if (answer.error instanceof Problem && answer.error.kind !== 'unavailable') return undefined;
    const roll = world.dice(`${id}/again-${tries}`);
    const isPatient = !world.faults.isHealed && roll.chance(0.3);
    await world.scheduler.wait(roll.between(SECOND_MS, isPatient ? 20 * 60 * MINUTE_MS : 20 * MINUTE_MS));
  }
  return undefined;
}

/** Finance gives a bonus, takes something back, or reverses an entry. */
export async function correct(world: World, plan: CorrectionPlan): Promise<void> {
  const { scheduler } = world;
  await scheduler.waitUntil(plan.atMs);
  const work = plan.amountMinor === undefined ? reversalOf(world, plan) : bonusOf(plan, plan.amountMinor);
  if (!work) return;
  const entry = await insist(world, plan.id, work);
  if (entry) world.accepted.corrections.set(plan.id, entry.entryId);
}

const bonusOf =
  ({ id, publisherId }: CorrectionPlan, amountMinor: bigint) =>
  ({ adjusting }: Ports): Promise<Entry> =>
    adjust(adjusting, {
      publisherId,
      causeId: id,
      reason: 'corrected by finance',
      postings: [
        { account: account.revenue, amountMinor, currency: 'USD' },
        { account: account.payable(publisherId), amountMinor: -amountMinor, currency: 'USD' },
      ],
    });

/** Takes back the first entry that stands there, if any does. */
function reversalOf({ engine }: World, { publisherId }: CorrectionPlan) {
  const items = engine.table('ledger').partition(`PUB#${publisherId}`);
  const entries = items.filter((item) => /^\d/.test(String(item.sk))).map((item) => entryOf(item));
  const entry = entries.find(({ reverses }) => reverses === undefined);
  return entry && (({ adjusting }: Ports) => reverseEntry(adjusting, entry, 'taken back by finance'));
}

/** Finance takes back a part of one outcome, both sides of it. */
export async function adjustOne(world: World, { id, atMs, which, share }: AdjustmentPlan): Promise<void> {
  await world.scheduler.waitUntil(atMs);
  const owing = world.engine.items('outcomes').filter((item) => item.sk === 'OUT' && Number(item.chargeMinor) > 0);
  const item = owing[Math.floor(which * owing.length)];
  if (!item) return;
  const part = (amount: unknown): bigint => -BigInt(Math.floor(Number(amount ?? 0) * share));
  const request = {
    ...({ action: 'change', outcomeId: String(item.pk).slice('OUT#'.length), reason: 'not as agreed' } as const),
    ...{ chargeMinor: part(item.chargeMinor), payoutMinor: part(item.payoutMinor), currency: 'USD' },
  };
  await insist(world, id, ({ correcting }) => adjustOutcome(correcting, request, id));
}

/** A publisher enters its payment details, again or for the first time. */
export async function enterPayee(world: World, { id, publisherId, atMs }: PayeePlan): Promise<void> {
  await world.scheduler.waitUntil(atMs);
  const payee = {
    legalName: `${publisherId} Inc`,
    method: 'csv',
    accountReference: `new account of ${publisherId}`,
  } as const;
  await insist(world, id, ({ payees }) => payees.set(publisherId, payee));
}
