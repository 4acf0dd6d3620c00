import { boughtAtMs } from '../outcomes/bought.ts';
import { MAX_ATTEMPTS, waitSeconds } from './backoff.ts';
import type { CrmMessage } from './contract.ts';
import { mapFields } from './map-fields.ts';
import type { Connection, CrmKind } from './model.ts';
import type { ConnectionStore, Crm, Pushed, RecordStore, SoldOutcomes } from './ports.ts';
import { type AccessPorts, withAccess } from './use-access.ts';

export interface SyncPorts extends AccessPorts {
  readonly connections: ConnectionStore;
  readonly records: RecordStore;
  readonly outcomes: SoldOutcomes;
  readonly crms: Readonly<Record<CrmKind, Crm>>;
  readonly queue: { send(message: CrmMessage, options: { readonly delaySeconds: number }): Promise<void> };
  /** In [0, 1). */
  readonly random: () => number;
}

type PushMessage = Extract<CrmMessage, { kind: 'push' }>;

/** Sends a message round again, later and later; false when it was tried long enough. */
export async function tryLater<M extends CrmMessage>(
  { queue, random }: Pick<SyncPorts, 'queue' | 'random'>,
  message: M,
  askedSeconds?: number,
): Promise<boolean> {
  const attempts = message.attempts + 1;
  if (attempts >= MAX_ATTEMPTS) return false;
  await queue.send({ ...message, attempts }, { delaySeconds: waitSeconds(attempts, random(), askedSeconds) });
  return true;
}

/** An answer that never came is the CRM's trouble or the network's: it passes. */
const softly = (error: unknown): { readonly kind: 'busy'; readonly why: string } => ({
  kind: 'busy',
  why: error instanceof Error ? error.message.slice(0, 100) : 'no answer',
});

/**
 * Writes an outcome into the advertiser's CRM, once however often it is asked, and notes what became of it. Nothing happens
 * for an outcome that was not bought or is another's; what is on hold there waits.
 */
export async function pushOutcome(ports: SyncPorts, message: PushMessage): Promise<void> {
  const { connectionId, outcomeId } = message;
  const [connection, outcome] = await Promise.all([ports.connections.get(connectionId), ports.outcomes.get(outcomeId)]);
  if (!connection || connection.advertiserId !== outcome?.advertiserId) return;
  if ((await boughtAtMs(ports.outcomes, outcome)) === undefined) return;
  const note = (push: 'waiting' | 'pushed' | 'refused' | 'gave-up', more: { recordId?: string; why?: string }) =>
    ports.records.note({
      ...{ connectionId, outcomeId, push, ...more },
      attempts: message.attempts + 1,
      atMs: ports.clock.nowMs(),
    });
  const wait = async (why: string, askedSeconds?: number): Promise<void> => {
    // Noted first: a message that is in the queue without a note would be shown as nothing at all.
    await note('waiting', { why });
    if (!(await tryLater(ports, message, askedSeconds))) await note('gave-up', { why });
  };
  if (connection.state !== 'active') return wait(connection.state);
  const pushed = await upsert(ports, connection, outcomeId, async () =>
    mapFields(connection, outcome, await ports.outcomes.contact(outcomeId)),
  );
  switch (pushed.kind) {
    case 'done':
      return note('pushed', { recordId: pushed.recordId });
    case 'refused':
      return note('refused', { why: pushed.why });
    case 'needs-sign-in':
      return wait('needs-sign-in');
    case 'busy':
      return wait(pushed.why, 'retryAfterSeconds' in pushed ? pushed.retryAfterSeconds : undefined);
  }
}

async function upsert(
  ports: SyncPorts,
  connection: Connection,
  outcomeId: string,
  fieldsOf: () => Promise<ReturnType<typeof mapFields>>,
) {
  const crm = ports.crms[connection.kind];
  const fields = await fieldsOf();
  return withAccess<Pushed>(ports, crm, connection, (access) =>
    crm.upsert(ports.send, access, connection, outcomeId, fields),
  ).catch(softly);
}
