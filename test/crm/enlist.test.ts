import { expect, it } from 'vitest';
import { enlisting } from '../../functions/crm/compose-enlisting.ts';
import type { CrmMessage } from '../../shared/crm/contract.ts';
import type { OwnedEvent } from '../../shared/webhooks/model.ts';
import { crmWorld } from './world.ts';

const event = (type: string, objectId: string, owner: OwnedEvent['owner']): OwnedEvent => ({
  ...{ eventId: `evt_${objectId}_${owner.kind}`, type, objectId, owner, atMs: 1, data: {} },
});

it('asks for what qualified to be written into each CRM of its advertiser, and for nothing else', async () => {
  const world = await crmWorld('hubspot');
  await world.connect('crm_1');
  await world.connect('crm_2');
  await world.connect('crm_3', { advertiserId: 'adv_rival' });
  const asked: CrmMessage[] = [];
  const enlist = enlisting({
    connectionsOf: world.deps.connections.ofAdvertiser,
    queue: { sendAll: async (messages) => void asked.push(...messages) },
  });
  const acme = { kind: 'advertiser', id: 'adv_acme' } as const;
  await enlist([
    event('outcome.qualified', 'call_1', acme),
    event('outcome.qualified', 'call_1', { kind: 'publisher', id: 'pub_blog' }),
    event('outcome.rejected', 'call_2', acme),
    event('outcome.opened', 'call_3', acme),
    event('outcome.qualified', 'call_4', { kind: 'advertiser', id: 'adv_nobody' }),
  ]);
  expect(asked.map((message) => message.connectionId).sort()).toEqual(['crm_1', 'crm_2']);
  expect(asked[0]).toMatchObject({ v: 1, kind: 'push', outcomeId: 'call_1', attempts: 0 });
});
