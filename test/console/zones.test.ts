import { afterEach, expect, it } from 'vitest';
import { dateOf, day } from '../../web/console/app/format.ts';
import { networkClock, OWN_ZONE, ownClock, setNetworkZone, zonesInWords } from '../../web/console/app/zones.ts';

afterEach(() => setNetworkZone('UTC'));

it('says whose days and whose times there are, and says it once where both are the same', () => {
  setNetworkZone('Pacific/Kiritimati');
  expect(networkClock()).toBe('the network’s clock, Pacific/Kiritimati');
  expect(ownClock()).toBe(`your own clock, ${OWN_ZONE}`);
  expect(zonesInWords()).toBe(`Times by your clock, ${OWN_ZONE}; days by the network’s clock, Pacific/Kiritimati`);
  setNetworkZone(OWN_ZONE);
  expect(zonesInWords()).toBe(`Days and times by the network’s clock and yours: ${OWN_ZONE}`);
});

it('shows a day as it is written, and an instant on the day that the reader had', () => {
  const noon = new Date(2026, 2, 31, 23, 30);
  expect(day('2026-03-31')).toBe(dateOf(noon.toISOString()));
});
