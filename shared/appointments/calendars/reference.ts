/** The longest id that a calendar gives a booking: Calendly's are addresses of some 130 letters. */
export const MAX_UID_LETTERS = 300;
export const REFERENCE_LETTERS = 240;

/** Whose booking it is, and what brought it. */
export interface Reference {
  readonly tagKey: string;
  readonly offerId: string;
  readonly source: string;
  /** Who of the publisher's people set it. */
  readonly setterId?: string | undefined;
}

const PART = /^[A-Za-z0-9_.-]{1,80}$/;

/**
 * What a publisher writes into its link to the calendar, and the calendar gives back: `<tag key>~<offer>~<source>`, with
 * `~<setter>` behind it where somebody of its people set the meeting. Cal.com takes it as `?metadata[callbourse]=…`, Calendly as
 * `?utm_content=…`.
 */
export function readReference(text: string | undefined): Reference | undefined {
  const [tagKey = '', offerId = '', source = 'calendar', setterId, ...rest] = (text ?? '').split('~');
  const parts = [tagKey, offerId, source, ...(setterId === undefined ? [] : [setterId])];
  const isWhole = rest.length === 0 && parts.every((part) => PART.test(part));
  return isWhole ? { tagKey, offerId, source, ...(setterId !== undefined && { setterId }) } : undefined;
}
