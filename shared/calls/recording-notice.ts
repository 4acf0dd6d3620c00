import type { Destination } from '../catalog/model.ts';
import { parsePhone } from '../kernel/phone.ts';
import { regionOfNumber } from './carriers/region-of-number.ts';

/** When a recorded caller is told so before anybody is rung. */
export const NOTICES = ['by-state', 'always', 'never'] as const;
export type Notice = (typeof NOTICES)[number];

/**
 * States whose law asks for the consent of everybody on the line. Where courts disagree (Connecticut, Michigan, Nevada,
 * Oregon, Vermont) the state is in: a sentence too many costs four seconds.
 *
 * Source: Reporters Committee for Freedom of the Press, Reporter's Recording Guide, https://www.rcfp.org/reporters-recording-guide/
 */
const ALL_PARTIES = new Set('CA CT DE FL IL MD MA MI MT NV NH OR PA VT WA'.split(' ').map((state) => `US-${state}`));

/** A US state where one party's consent, ours, is enough. Anywhere else, and where the state is not known, nobody knows. */
const isOnePartyState = (region: string | undefined): boolean =>
  region !== undefined && /^US-[A-Z]{2}$/.test(region) && !ALL_PARTIES.has(region);

const regionOfDestination = (to: Destination): string | undefined => {
  const number = to.kind === 'number' ? parsePhone(to.number) : undefined;
  return number && regionOfNumber(number);
};

/** The stricter law of both ends holds; an end whose state is not known counts as strict. */
export function isNoticeDue(notice: Notice, callerRegion: string | undefined, to: Destination): boolean {
  if (notice !== 'by-state') return notice === 'always';
  return !(isOnePartyState(callerRegion) && isOnePartyState(regionOfDestination(to)));
}
