import type { Schema } from '../../client/client.ts';
import type { Listed } from './party-names.ts';
import { useRead } from './read.ts';
import { useSession } from './session.tsx';

/** As many as a person can choose from by typing; of a larger network the others are named by their id. */
const MOST = 100;

/** The network's publishers by name: for finance and operators; empty for the others, who see themselves only. */
export function usePublishers(): Listed {
  const { me } = useSession();
  const { data } = useRead(
    ['publishers', 'names'],
    (api) => api.GET('/v1/publishers', { params: { query: { limit: MOST } } }),
    { enabled: me.scopes.includes('network:read') },
  );
  return data?.items.map(({ publisherId, name }: Schema<'Publisher'>) => ({ id: publisherId, name })) ?? [];
}

/** The network's advertisers by name, as {@link usePublishers}. */
export function useAdvertisers(): Listed {
  const { me } = useSession();
  const { data } = useRead(
    ['advertisers', 'names'],
    (api) => api.GET('/v1/advertisers', { params: { query: { limit: MOST } } }),
    { enabled: me.scopes.includes('network:read') },
  );
  return data?.items.map(({ advertiserId, name }: Schema<'Advertiser'>) => ({ id: advertiserId, name })) ?? [];
}

/** Who changes things, for operators: people by name and address, keys by what they are called. */
export function useChangers(): Listed {
  const query = { limit: MOST };
  const users = useRead(['users', 'names'], (api) => api.GET('/v1/users', { params: { query } }));
  const keys = useRead(['keys', 'names'], (api) => api.GET('/v1/keys', { params: { query } }));
  return [
    ...(users.data?.items.map(({ userId, name, email }) => ({ id: userId, name: `${name}, ${email}` })) ?? []),
    ...(keys.data?.items.map(({ keyId, label }) => ({ id: keyId, name: `Key “${label}”` })) ?? []),
  ];
}
