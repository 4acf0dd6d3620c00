/** Where the reader is: an instant is shown by this clock. */
export const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

let ofNetwork = 'UTC';

/** Days and periods are cut by the network's clock, wherever the reader is: told once, at sign-in. */
export const setNetworkZone = (zone: string): void => {
  ofNetwork = zone;
};

export const networkZone = (): string => ofNetwork;

/** Said wherever a day, week, month or hour of the network is shown or entered. */
export const networkClock = (): string => `the network’s clock, ${ofNetwork}`;

/** Said wherever a time of day is entered that is the reader's own. */
export const ownClock = (): string => `your own clock, ${OWN_ZONE}`;

/** Both clocks, for who wonders why a day does not end at midnight. */
export const zonesInWords = (): string =>
  ofNetwork === OWN_ZONE
    ? `Days and times by the network’s clock and yours: ${OWN_ZONE}`
    : `Times by your clock, ${OWN_ZONE}; days by ${networkClock()}`;
