import { Problem } from '../kernel/problem.ts';
import type { Clock } from '../kernel/time.ts';
import type { CrmMessage } from './contract.ts';
import type { CrmKind } from './model.ts';
import type { ConnectionStore, Crm, TellRequest } from './ports.ts';

export interface TellPorts {
  readonly connections: Pick<ConnectionStore, 'get' | 'secrets'>;
  readonly crms: Readonly<Record<CrmKind, Crm>>;
  readonly queue: { sendAll(messages: readonly CrmMessage[]): Promise<void> };
  readonly clock: Clock;
  readonly countRefused: () => void;
}

/**
 * Takes a CRM's word that records changed: proven first, then queued, then received. Gives what that CRM takes for "received".
 *
 * @throws Problem `forbidden` for whoever can't prove to be that CRM, an unknown connection too
 */
export async function tellChange(
  ports: TellPorts,
  connectionId: string,
  request: TellRequest,
): Promise<Crm['receipt']> {
  const connection = await ports.connections.get(connectionId);
  const crm = connection && ports.crms[connection.kind];
  const isGenuine = crm && (await proves(ports, crm, connectionId, request));
  if (!connection || !crm || !isGenuine) {
    ports.countRefused();
    throw new Problem('forbidden', 'the request is not from the CRM of this connection');
  }
  const recordIds = crm.changedRecords(connection, request.body);
  await ports.queue.sendAll(
    recordIds.map((recordId) => ({ v: 1, kind: 'changed', connectionId, recordId, attempts: 0 })),
  );
  return crm.receipt;
}

async function proves(ports: TellPorts, crm: Crm, connectionId: string, request: TellRequest): Promise<boolean> {
  const { credentials, token } = await ports.connections.secrets(connectionId);
  return crm.isGenuine(request, { clientSecret: credentials.clientSecret, token }, ports.clock.nowMs());
}
