/** The places promised on a target: one item in table `leases`, so that check and promise are one write. */
export const capacityKey = (targetId: string): { pk: string; sk: string } => ({
  pk: `CAPACITY#${targetId}`,
  sk: 'CAPACITY',
});

/** Table `catalog`: the callers that one owner has marked. */
export const callerListKey = (owner: string): { pk: string; sk: string } => ({ pk: `CALLERS#${owner}`, sk: 'CALLERS' });
