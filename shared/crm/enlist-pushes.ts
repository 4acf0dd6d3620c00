import type { CrmMessage } from './contract.ts';
import type { Connection } from './model.ts';

export interface EnlistPorts {
  /** Seen up to 30 seconds late: an advertiser without a CRM costs nothing. */
  readonly connectionsOf: (advertiserId: string) => Promise<readonly Connection[]>;
  readonly queue: { sendAll(messages: readonly CrmMessage[]): Promise<void> };
}

/**
 * Asks for outcomes that qualified to be written into their advertiser's CRMs. A stream that repeats itself asks twice, and
 * the upsert makes one record of it.
 */
export async function enlistPushes(
  { connectionsOf, queue }: EnlistPorts,
  qualified: readonly { readonly outcomeId: string; readonly advertiserId: string }[],
): Promise<void> {
  for (const { outcomeId, advertiserId } of qualified) {
    const connections = await connectionsOf(advertiserId);
    const messages = connections.map(
      ({ connectionId }): CrmMessage => ({ v: 1, kind: 'push', connectionId, outcomeId, attempts: 0 }),
    );
    if (messages.length > 0) await queue.sendAll(messages);
  }
}
