import type { Schema } from '../../../client/client.ts';
import { words } from '../../app/format.ts';
import { useRead } from '../../app/read.ts';
import { useSession } from '../../app/session.tsx';

type EventType = Schema<'EventType'>;

/** Types of one family: what `outcome.*` stands for. */
export interface Family {
  readonly filter: string;
  readonly name: string;
  readonly types: readonly EventType[];
}

const familyOf = (type: string): string => type.split('.')[0] ?? type;

function familiesOf(items: readonly EventType[], audience: string): readonly Family[] {
  const told = items.filter(({ toldTo }) => toldTo.some((each) => each === audience));
  return [...new Set(told.map(({ type }) => familyOf(type)))].map((family) => ({
    filter: `${family}.*`,
    name: words(family.replaceAll('-', ' ')),
    types: told.filter(({ type }) => familyOf(type) === family),
  }));
}

/** What the reader's side can be told of, and what may stand in a postback's URL. */
export function useEventTypes() {
  const { me } = useSession();
  const audience = me.role === 'advertiser' || me.role === 'publisher' ? me.role : 'network';
  const read = useRead(['webhook-events'], (api) => api.GET('/webhook-events.json'));
  return {
    read,
    families: familiesOf(read.data?.items ?? [], audience),
    macros: read.data?.macros ?? [],
  };
}
