import type { Principal } from '../platform/http/principal.ts';
import type { AdvertiserStore, PublisherStore, SetterStore } from './ports.ts';

export interface NameOfDeps {
  readonly advertisers: Pick<AdvertiserStore, 'get'>;
  readonly publishers: Pick<PublisherStore, 'get'>;
  readonly setters: Pick<SetterStore, 'get'>;
}

/** What people call whom a key speaks for; a person of the network goes by its id. */
export async function nameOf(
  { advertisers, publishers, setters }: NameOfDeps,
  { role, subjectId }: Pick<Principal, 'role' | 'subjectId'>,
): Promise<string> {
  if (role === 'advertiser') return (await advertisers.get(subjectId))?.name ?? subjectId;
  if (role === 'publisher') return (await publishers.get(subjectId))?.name ?? subjectId;
  if (role === 'setter') return (await setters.get(subjectId))?.name ?? subjectId;
  return subjectId;
}
