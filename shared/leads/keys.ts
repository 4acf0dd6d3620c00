import type { Day } from '../kernel/time.ts';
import { outcomeKey } from '../outcomes/keys.ts';

/** Table `outcomes`: who a lead is, beside its outcome, so that it can go while the money stays. */
export const contactKey = (leadId: string): { pk: string; sk: string } => ({
  pk: outcomeKey(leadId).pk,
  sk: 'CONTACT',
});

/** The owner of the network's own suppression list. */
export const NETWORK = 'network';

/** Table `outcomes`: one suppressed person, in one of 64 partitions as customers are (outcomes/keys.ts). */
export const suppressionKey = (owner: string, personHash: string): { pk: string; sk: string } => ({
  pk: `SUPPRESSED#${owner}#${personHash.charAt(0)}`,
  sk: personHash,
});

/** Table `outcomes`: how many leads an offer with a cap took on a day. */
export const leadCountKey = (offerId: string, day: Day): { pk: string; sk: string } => ({
  pk: `LEADS#${offerId}`,
  sk: day,
});

/** Table `outcomes`: how the lead got to its advertiser. */
export const deliveryKey = (leadId: string): { pk: string; sk: string } => ({
  pk: outcomeKey(leadId).pk,
  sk: 'DELIVERY',
});

/** Table `catalog`: where the leads of an offer go. */
export const deliveryTargetKey = (offerId: string): { pk: string; sk: string } => ({
  pk: `OFFER#${offerId}`,
  sk: 'LEAD-DELIVERY',
});
