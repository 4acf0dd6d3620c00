import { z } from 'zod';

const leadId = z.string().min(1).max(80);
const count = z.int().min(0).max(1_000);

/** Queue [leads]: looks after a lead from its intake until it is judged and delivered. Ids only. */
export const leadMessage = z.discriminatedUnion('kind', [
  /** `step`: how often this lead was looked at. */
  z.strictObject({ v: z.literal(1), kind: z.literal('look-after'), leadId, step: count }),
  /** The next try of a delivery that failed `attempts` times: another message of the same lead changes nothing. */
  z.strictObject({ v: z.literal(1), kind: z.literal('deliver'), leadId, attempts: count }),
]);
export type LeadMessage = z.output<typeof leadMessage>;
