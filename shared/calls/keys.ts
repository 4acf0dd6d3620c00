/** The places promised on a target: one item in table `leases`, so that check and promise are one write. */
export const capacityKey = (targetId: string): { pk: string; sk: string } => ({
  pk: `CAPACITY#${targetId}`,
  sk: 'CAPACITY',
});

/** Table `catalog`: the callers that one owner has marked. */
export const callerListKey = (owner: string): { pk: string; sk: string } => ({ pk: `CALLERS#${owner}`, sk: 'CALLERS' });

/** Table `catalog`: since when and until when an advertiser looks at its calls on the line. */
export const watchKey = (advertiserId: string): { pk: string; sk: string } => ({
  pk: `ADV#${advertiserId}`,
  sk: 'WATCH',
});
