import { z } from 'zod';

/** Queue [outcomes]: this outcome has ended, judge it. Only the name travels; the facts are read strongly from the item. */
export const judgeRequest = z.strictObject({ v: z.literal(1), outcomeId: z.string().min(1).max(80) });
export type JudgeRequest = z.output<typeof judgeRequest>;
