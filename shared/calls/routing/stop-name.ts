/** A target of a route: by its own id in the offer of the outcome, or with its offer's id where several compete. */
export const nameStop = (targetId: string, offerId: string | undefined): string =>
  offerId === undefined ? targetId : `${offerId}/${targetId}`;

/** The reverse of {@link nameStop}; ids never hold a `/`. */
export function readStop(name: string, offerId: string): { readonly offerId: string; readonly targetId: string } {
  const slash = name.indexOf('/');
  return slash === -1
    ? { offerId, targetId: name }
    : { offerId: name.slice(0, slash), targetId: name.slice(slash + 1) };
}
