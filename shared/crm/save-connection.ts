import type { IdSource } from '../kernel/ids.ts';
import { notFound, Problem } from '../kernel/problem.ts';
import type { Clock } from '../kernel/time.ts';
import type { UrlCheck } from '../platform/http/outbound-url.ts';
import { type Connection, type Credentials, MAX_CONNECTIONS } from './model.ts';
import type { ConnectionStore } from './ports.ts';

export interface SaveConnectionPorts {
  readonly connections: ConnectionStore;
  readonly clock: Clock;
  readonly newToken: () => string;
  readonly publicUrl: string;
  readonly checkUrl: UrlCheck;
}

type Mapping = Pick<
  Connection,
  'name' | 'object' | 'externalIdField' | 'fields' | 'stageField' | 'valueField' | 'stages'
>;

export type ConnectionDraft = Mapping & Pick<Connection, 'kind'> & { readonly credentials: Credentials };

export type ConnectionChange = Partial<Mapping> & {
  readonly state?: 'active' | 'paused' | undefined;
  readonly credentials?: Credentials | undefined;
};

/**
 * Connects a CRM. Its credentials are sealed; the address for its webhooks is made here and shown once.
 *
 * @throws Problem `conflict` where an advertiser has as many as it may, `invalid` for a token address that is not public
 */
export async function createConnection(
  ports: SaveConnectionPorts,
  advertiserId: string,
  ids: IdSource,
  { credentials, ...draft }: ConnectionDraft,
): Promise<{ readonly connection: Connection; readonly webhookUrl: string }> {
  await checkTokenUrl(ports, credentials);
  if ((await ports.connections.ofAdvertiser(advertiserId)).length >= MAX_CONNECTIONS) {
    throw new Problem('conflict', `an advertiser has at most ${MAX_CONNECTIONS} connections`);
  }
  const connection: Connection = {
    ...draft,
    connectionId: ids.next('crm'),
    advertiserId,
    state: 'active',
    rev: 1,
    createdAtMs: ports.clock.nowMs(),
  };
  const token = ports.newToken();
  await ports.connections.create(connection, { credentials, token });
  return { connection, webhookUrl: `${ports.publicUrl.replace(/\/$/, '')}/crm/${connection.connectionId}/${token}` };
}

/**
 * Changes a connection from the revision that was read. New credentials make it active again unless it says `paused`.
 *
 * @throws Problem `not-found` for another's, `stale` when it was changed meanwhile
 */
export async function changeConnection(
  ports: SaveConnectionPorts,
  advertiserId: string,
  connectionId: string,
  rev: number,
  { credentials, state, ...mapping }: ConnectionChange,
): Promise<Connection> {
  if (credentials) await checkTokenUrl(ports, credentials);
  const before = await ports.connections.get(connectionId);
  if (before?.advertiserId !== advertiserId) throw notFound('the connection');
  const after: Connection = {
    ...before,
    ...mapping,
    state: state ?? (credentials ? 'active' : before.state),
    rev: rev + 1,
  };
  if (!(await ports.connections.replace(after, rev, credentials))) {
    throw new Problem('stale', 'the connection was changed meanwhile: read it again');
  }
  return after;
}

const checkTokenUrl = async ({ checkUrl }: SaveConnectionPorts, { tokenUrl }: Credentials): Promise<void> => {
  if (tokenUrl !== undefined) await checkUrl(tokenUrl, 'body.credentials.tokenUrl');
};
