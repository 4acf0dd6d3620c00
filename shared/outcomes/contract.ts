import { z } from 'zod';

const named = { v: z.literal(1), outcomeId: z.string().min(1).max(80) };

/** Queue [outcomes]: this outcome has ended, judge it. Only the name travels; the facts are read strongly from the item. */
export const judgeRequest = z.strictObject(named);
export type JudgeRequest = z.output<typeof judgeRequest>;

/** Queue [late-truth]: something came to light of this outcome after its verdict; what it was is read from the item too. */
export const lateTruthNotice = z.strictObject(named);
export type LateTruthNotice = z.output<typeof lateTruthNotice>;
