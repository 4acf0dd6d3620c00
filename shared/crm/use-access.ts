import { type Clock, MINUTE_MS } from '../kernel/time.ts';
import type { Access, Connection } from './model.ts';
import type { ConnectionStore, Crm, Send } from './ports.ts';

export interface AccessPorts {
  readonly connections: Pick<ConnectionStore, 'secrets' | 'access' | 'keepAccess' | 'needsSignIn'>;
  readonly send: Send;
  readonly clock: Clock;
}

/** The CRM's clock and ours may differ, and the request takes its time. */
const EARLY_MS = MINUTE_MS;

type Unavailable = { readonly kind: 'needs-sign-in' } | { readonly kind: 'busy'; readonly why: string };

async function freshAccess(
  ports: AccessPorts,
  crm: Crm,
  { connectionId }: Connection,
): Promise<{ readonly kind: 'done'; readonly access: Access } | Unavailable> {
  const { credentials } = await ports.connections.secrets(connectionId);
  const refreshed = await crm.refresh(ports.send, credentials, ports.clock.nowMs());
  if (refreshed.kind === 'done') await ports.connections.keepAccess(connectionId, refreshed.access);
  if (refreshed.kind !== 'refused') return refreshed;
  await ports.connections.needsSignIn(connectionId);
  return { kind: 'needs-sign-in' };
}

/**
 * Runs a request with an access that has not ended; where the CRM says that it has all the same (somebody revoked it), once
 * more with a fresh one.
 */
export async function withAccess<T extends { readonly kind: string }>(
  ports: AccessPorts,
  crm: Crm,
  connection: Connection,
  run: (access: Access) => Promise<T | { readonly kind: 'expired' }>,
): Promise<Exclude<T, { readonly kind: 'expired' }> | Unavailable> {
  const kept = await ports.connections.access(connection.connectionId);
  if (kept && kept.expiresAtMs - EARLY_MS > ports.clock.nowMs()) {
    const answer = await run(kept);
    if (answer.kind !== 'expired') return answer as Exclude<T, { readonly kind: 'expired' }>;
  }
  const fresh = await freshAccess(ports, crm, connection);
  if (fresh.kind !== 'done') return fresh;
  const answer = await run(fresh.access);
  if (answer.kind === 'expired') return { kind: 'busy', why: 'refuses a token that it has just given' };
  return answer as Exclude<T, { readonly kind: 'expired' }>;
}
