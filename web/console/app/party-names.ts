export interface Party {
  readonly id: string;
  readonly name: string;
}

export type Listed = readonly Party[];

export const nameOf = (parties: Listed, id: string): string => parties.find((party) => party.id === id)?.name ?? id;

/** The name to choose a party by: with its id where another has the same name. */
export function shownName(parties: Listed, id: string): string {
  const name = nameOf(parties, id);
  return parties.some((other) => other.id !== id && other.name === name) ? `${name} (${id})` : name;
}

/** An id as it is pasted: a list of names may leave its party out. */
const ID = /^[a-z]{3,5}_[\w-]+$/;

/** Whose name or id a text is: empty for an empty one, undefined for nobody's. */
export function idNamed(parties: Listed, text: string): string | undefined {
  const asId = text.trim();
  if (asId === '' || ID.test(asId)) return asId;
  return parties.find(({ id }) => id === asId || shownName(parties, id) === text)?.id;
}
