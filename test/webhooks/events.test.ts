import { beforeEach, describe, expect, it } from 'vitest';
import { disputeIdOf } from '../../shared/disputes/model.ts';
import { entryItem } from '../../shared/ledger/entry-item.ts';
import { account, type Entry } from '../../shared/ledger/model.ts';
import { plainImage } from '../../shared/platform/stream-image.ts';
import { type EventType, eventBody } from '../../shared/webhooks/contract/events.ts';
import * as derive from '../../shared/webhooks/derive/events-of.ts';
import type { OwnedEvent } from '../../shared/webhooks/model.ts';
import { streamRecord } from '../support/image.ts';
import { judgedItem, openedItem } from './fixture.ts';
import { type WebhookWorld, webhookWorld } from './world.ts';

const AT = Date.UTC(2026, 2, 2, 15, 0, 0);

/** As the stream has it: what DynamoDB keeps of an item, not what was given to it. */
const read =
  (eventsOf: derive.EventsOf): derive.EventsOf =>
  (item, isNew) =>
    eventsOf(plainImage(streamRecord(item).dynamodb?.NewImage) ?? {}, isNew);
const eventsOfOutcomes = read(derive.eventsOfOutcomes);
const eventsOfLedger = read(derive.eventsOfLedger);
const eventsOfPayouts = read(derive.eventsOfPayouts);

/** The events by who is told; each held against the schema that is published for it. */
function told(events: readonly OwnedEvent[]) {
  for (const { eventId, type, data } of events) {
    const parsed = eventBody(type as EventType).safeParse({ id: eventId, type, timestamp: 'x', data });
    expect(parsed.error?.issues ?? []).toEqual([]);
  }
  return Object.fromEntries(events.map((event) => [event.owner.kind, event]));
}

describe('an outcome', () => {
  it('is told when it is opened, and again when it is judged, to each side its own', () => {
    const opened = told(eventsOfOutcomes(openedItem('out_1'), true));
    expect(Object.values(opened).map(({ type }) => type)).toEqual(Array(3).fill('outcome.opened'));
    expect(eventsOfOutcomes(openedItem('out_1'), false)).toEqual([]);
    const { advertiser, publisher, network } = told(eventsOfOutcomes(judgedItem('out_1'), false));
    expect(advertiser).toMatchObject({ type: 'outcome.qualified', objectId: 'out_1', atMs: AT + 120_000 });
    expect(advertiser?.data).toMatchObject({ chargeMinor: 4_500, contactMasked: '…0142', targetId: 'target_1' });
    expect(publisher?.data).toMatchObject({ payoutMinor: 3_000, payableDay: '2026-03-09', visitId: 'visit_1' });
    expect(network?.data).toMatchObject({ chargeMinor: 4_500, payoutMinor: 3_000 });
    const hidden = JSON.stringify([advertiser, publisher, network]);
    expect(hidden).not.toContain('hash_of_person');
    for (const name of ['payoutMinor', 'visitId', 'params']) expect(advertiser?.data).not.toHaveProperty(name);
    for (const name of ['chargeMinor', 'advertiserId', 'contactMasked', 'targetId']) {
      expect(publisher?.data).not.toHaveProperty(name);
    }
  });

  it('that is rejected has no money in it', () => {
    const { publisher } = told(eventsOfOutcomes(judgedItem('out_1', 'rejected'), false));
    expect(publisher).toMatchObject({ type: 'outcome.rejected', data: { talkSeconds: 95, region: 'US-IL' } });
    expect(JSON.stringify(publisher)).not.toContain('Minor');
  });

  it('has the same ids however often it is told, and others for another owner', () => {
    const [first, again] = [true, false].map((isNew) => eventsOfOutcomes(judgedItem('out_1'), isNew));
    expect(again).toEqual(first);
    expect(new Set(first?.map(({ eventId }) => eventId)).size).toBe(3);
  });
});

describe('a dispute', () => {
  it('is told step by step, each side the money it is about', () => {
    const by = { role: 'publisher', subjectId: 'pub_1' };
    const item = {
      pk: `DISPUTE#${disputeIdOf('out_1')}`,
      sk: 'DISPUTE',
      disputeId: disputeIdOf('out_1'),
      outcomeId: 'out_1',
      advertiserId: 'adv_1',
      publisherId: 'pub_1',
      offerId: 'offer_1',
      currency: 'USD',
      reason: 'spam',
      claim: { chargeMinor: 4_500, payoutMinor: 3_000 },
      state: 'contested',
      steps: [
        { state: 'open', atMs: AT, by: { role: 'advertiser', subjectId: 'adv_1' }, note: 'spam' },
        { state: 'contested', atMs: AT + 1, by, note: 'no <b>spam</b>' },
      ],
      version: 2,
    };
    const { advertiser, publisher } = told(eventsOfOutcomes(item, false));
    expect(advertiser).toMatchObject({ type: 'dispute.contested', objectId: 'out_1', data: { claimedMinor: 4_500 } });
    expect(publisher?.data).toMatchObject({ claimedMinor: 3_000, by: 'publisher', note: 'no <b>spam</b>' });
    expect(publisher?.data).toMatchObject({ openedBy: 'advertiser' });
    const own = { ...item, openedBy: 'publisher', state: 'open', steps: [{ ...item.steps[0], by }] };
    for (const event of eventsOfOutcomes(own, true)) {
      expect(event).toMatchObject({ type: 'dispute.opened', data: { openedBy: 'publisher', by: 'publisher' } });
    }
  });
});

describe('a journal entry', () => {
  const entry = (changes: Partial<Entry>): Record<string, unknown> =>
    entryItem({
      entryId: 'entry_2',
      kind: 'adjustment',
      publisherId: 'pub_1',
      payableDay: '2026-03-09',
      bookedAtMs: AT,
      reason: 'dispute granted',
      outcomeId: 'out_1',
      postings: [
        { account: account.receivable('adv_1'), amountMinor: -4_500n, currency: 'USD' },
        { account: account.payable('pub_1'), amountMinor: 3_000n, currency: 'USD' },
        { account: account.revenue, amountMinor: 1_500n, currency: 'USD' },
      ],
      ...changes,
    });

  it('that corrects is told to both sides in their own money', () => {
    const { advertiser, publisher, network } = told(eventsOfLedger(entry({}), true));
    expect(advertiser).toMatchObject({ type: 'outcome.adjusted', data: { amountMinor: -4_500, outcomeId: 'out_1' } });
    expect(publisher?.data).toMatchObject({ amountMinor: -3_000, payableDay: '2026-03-09' });
    expect(network?.data).toMatchObject({ amountMinor: -4_500 });
  });

  it('of a verdict is no news, and neither is what changes or is no entry', () => {
    expect(eventsOfLedger(entry({ kind: 'verdict' }), true)).toEqual([]);
    expect(eventsOfLedger(entry({}), false)).toEqual([]);
    expect(eventsOfLedger({ pk: 'PUB#pub_1', sk: 'FROZEN#entry_2#00' }, true)).toEqual([]);
  });

  it('that pays names its run', () => {
    const postings = [
      { account: account.payable('pub_1'), amountMinor: 9_000n, currency: 'USD' },
      { account: account.inTransit, amountMinor: -9_000n, currency: 'USD' },
    ];
    const item = { ...entry({ kind: 'payment', postings }), sk: 'PAID#run_1#CB12', day: '2026-03-09' };
    const { publisher, network } = told(eventsOfLedger(item, true));
    expect(publisher).toMatchObject({ type: 'payout.paid', data: { amountMinor: -9_000, runId: 'run_1' } });
    expect(network?.type).toBe('payout.paid');
  });
});

describe('table payouts', () => {
  it('tells finance of a run’s states and a publisher of its line', () => {
    const run = { pk: 'RUNS', sk: 'x', runId: 'run_1', toDay: '2026-03-08', state: 'drawn', drawnAtMs: AT };
    expect(told(eventsOfPayouts(run, false)).network).toMatchObject({ type: 'payout-run.drawn', objectId: 'run_1' });
    expect(eventsOfPayouts({ ...run, state: 'drawing' }, false)).toEqual([]);
    const stops = [AT, AT + 1].map((atMs) =>
      eventsOfPayouts({ ...run, state: 'stopped', stopped: { atMs, reason: 'differs' } }, false),
    );
    expect(new Set(stops.flat().map(({ eventId }) => eventId)).size).toBe(2);
    const line = {
      pk: 'RUN#run_1',
      sk: 'LINE#pub_1',
      publisherId: 'pub_1',
      runId: 'run_1',
      fromDay: '2026-03-02',
      toDay: '2026-03-08',
      currency: 'USD',
      totalMinor: 9_000,
      payMinor: 0,
      carriedOutMinor: 9_000,
      decision: { kind: 'carry', reason: 'below-threshold' },
      drawnAtMs: AT,
      payee: { accountSealed: 'v1.secret' },
    };
    const { publisher } = told(eventsOfPayouts(line, true));
    expect(publisher).toMatchObject({ type: 'statement.drawn', data: { carryReason: 'below-threshold' } });
    expect(JSON.stringify(publisher)).not.toContain('secret');
    expect(eventsOfPayouts({ ...line, pk: 'PUB#pub_1', sk: 'LINE#00000001' }, true)).toEqual([]);
  });

  it('tells of invoices and credit notes', () => {
    const paper = {
      pk: 'ADV#adv_1',
      sk: 'INV#2026-02#USD#',
      number: 'INV-2026-000001',
      kind: 'invoice',
      advertiserId: 'adv_1',
      month: '2026-02',
      currency: 'USD',
      netMinor: 100,
      taxMinor: 19,
      totalMinor: 119,
      issuedAtMs: AT,
    };
    const { advertiser, network } = told(eventsOfPayouts(paper, true));
    expect(advertiser).toMatchObject({ type: 'invoice.issued', data: { totalMinor: 119 } });
    expect(network?.data).toMatchObject({ number: 'INV-2026-000001' });
  });
});

describe('a stream', () => {
  let world: WebhookWorld;
  beforeEach(async () => {
    world = await webhookWorld();
  });

  it('makes one delivery of each event for each webhook that wants it, however often it repeats', async () => {
    const url = 'http://127.0.0.1:9/in';
    const [all, some] = [
      await world.made('advertiser:adv_1', { url }),
      await world.made('publisher:pub_1', { url, events: ['outcome.qualified'] }),
    ];
    const items = [openedItem('out_1'), judgedItem('out_1'), judgedItem('out_2', 'rejected')];
    await world.stream(items);
    await world.stream(items);
    const listed = async (key: string, webhookId: string) =>
      (await world.call('listDeliveries', key, { params: { webhookId }, query: {} })).json.items.map(
        ({ type }: { type: string }) => type,
      );
    expect((await listed('advertiser:adv_1', all.webhookId)).sort()).toEqual([
      'outcome.opened',
      'outcome.qualified',
      'outcome.rejected',
    ]);
    expect(await listed('publisher:pub_1', some.webhookId)).toEqual(['outcome.qualified']);
    expect(world.messages).toHaveLength(4);
  });

  describe('of an item that has said its news before', () => {
    const url = 'http://127.0.0.1:9/in';
    const by = { role: 'operator', subjectId: 'ops' };
    const dispute = (changes: object) => ({
      ...{ pk: 'DISPUTE#disp_1', sk: 'DISPUTE', disputeId: 'disp_1', outcomeId: 'out_1', advertiserId: 'adv_1' },
      ...{ publisherId: 'pub_1', offerId: 'offer_1', currency: 'USD', reason: 'spam', version: 2 },
      ...{ claim: { chargeMinor: 4_500, payoutMinor: 3_000 }, state: 'accepted' },
      steps: [
        { state: 'open', atMs: AT, by: { role: 'advertiser', subjectId: 'adv_1' }, note: 'spam' },
        { state: 'accepted', atMs: AT + 1, by, note: 'granted' },
      ],
      ...changes,
    });
    const open = dispute({});
    const run = { pk: 'RUNS', sk: 'x', runId: 'run_1', toDay: '2026-03-08', state: 'issued', issuedAtMs: AT };
    const refused = {
      ...{ pk: 'OUT#out_1', sk: 'REPLACEMENT', outcomeId: 'out_1', offerId: 'offer_1', publisherId: 'pub_1' },
      ...{ advertiserId: 'adv_1', reason: 'nobody came', askedAtMs: AT, changedAtMs: AT, untilDay: '2026-03-12' },
      state: 'lapsed',
    };

    it.each([
      ['facts that come in after the verdict', judgedItem('out_1'), { ...judgedItem('out_1'), truth: { f: 1 } }],
      ['the money of a dispute that is booked', dispute({}), dispute({ settled: true, version: 3 })],
      [
        'words of a dispute that are erased',
        open,
        dispute({ reason: '', steps: open.steps.map((step) => ({ ...step, note: '' })) }),
      ],
      ['a credit for what nobody replaced', refused, { ...refused, credited: true }],
    ])('tells nobody of %s, however late they listen', async (_what, before, after) => {
      await world.made('advertiser:adv_1', { url });
      await world.made('publisher:pub_1', { url });
      await world.made('operator:ops', { url });
      expect(await world.streamChange(before, after)).toEqual({ batchItemFailures: [] });
      expect(world.messages).toEqual([]);
    });

    it('tells nobody of a run that is written down again, and of each state that it comes to', async () => {
      await world.made('operator:ops', { url });
      await world.streamChange(run, { ...run, returned: 1 }, derive.eventsOfPayouts);
      expect(world.messages).toEqual([]);
      await world.streamChange({ ...run, state: 'issuing' }, run, derive.eventsOfPayouts);
      expect(world.messages).toHaveLength(1);
    });

    it('tells of what it says for the first time', async () => {
      await world.made('advertiser:adv_1', { url });
      await world.streamChange(openedItem('out_1'), judgedItem('out_1'));
      await world.streamChange(dispute({ state: 'open', steps: open.steps.slice(0, 1) }), open);
      const { json } = await listedOf('advertiser:adv_1');
      expect(json.map(({ type }: { type: string }) => type).sort()).toEqual(['dispute.accepted', 'outcome.qualified']);
    });

    const listedOf = async (key: string) => {
      const [{ webhookId } = { webhookId: '' }] = (await world.call('listWebhooks', key)).json.items;
      return { json: (await world.call('listDeliveries', key, { params: { webhookId }, query: {} })).json.items };
    };
  });

  it('costs no write where nobody listens', async () => {
    world.units.reset();
    await world.stream([openedItem('out_1'), judgedItem('out_1')]);
    expect(world.units.units.write).toBe(0);
  });

  it('stops at a record that can’t be read, and has told what stands before it', async () => {
    await world.made('advertiser:adv_1', { url: 'http://127.0.0.1:9/in' });
    const broken = { pk: 'OUT#out_2', sk: 'OUT', state: 'odd' };
    const answer = await world.stream([judgedItem('out_1'), broken, judgedItem('out_3')]);
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 's1' }]);
    expect(world.messages).toHaveLength(1);
  });
});

describe('a refused outcome', () => {
  const image = (over: object) => ({
    ...{ pk: 'OUT#out_1', sk: 'REPLACEMENT', outcomeId: 'out_1', offerId: 'offer_1', publisherId: 'pub_blog' },
    ...{ advertiserId: 'adv_acme', reason: 'nobody came', askedAtMs: AT, changedAtMs: AT, untilDay: '2026-03-12' },
    ...{ creditId: 'out_1', state: 'owed', ...over },
  });

  it('is told to both sides when it is refused, when another one came, and when none did', () => {
    const asked = told(eventsOfOutcomes(image({}), true));
    expect(asked.publisher).toMatchObject({
      type: 'replacement.owed',
      objectId: 'out_1',
      data: { reason: 'nobody came', deliverableUntil: '2026-03-12' },
    });
    const delivered = told(eventsOfOutcomes(image({ state: 'delivered', byOutcomeId: 'out_2' }), false));
    expect(delivered.advertiser).toMatchObject({ type: 'replacement.delivered', data: { byOutcomeId: 'out_2' } });
    expect(told(eventsOfOutcomes(image({ state: 'lapsed' }), false)).network?.type).toBe('replacement.lapsed');
  });

  it('is told of no more once its person was erased', () => {
    expect(eventsOfOutcomes(image({ reason: undefined }), false)).toEqual([]);
  });
});
