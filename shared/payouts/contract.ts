import { z } from 'zod';
import { id } from '../kernel/schemas.ts';
import * as finance from './contract/finance.ts';
import * as returns from './contract/returns.ts';
import * as statements from './contract/statements.ts';

export * from './contract/finance.ts';
export * from './contract/statements.ts';
export type { LineView, RunView, StatementView } from './contract/views.ts';

/** Queue [payout-lines]: draw this publisher's line in this run. */
export const drawRequest = z.strictObject({ v: z.literal(1), runId: id, publisherId: id });
export type DrawRequest = z.output<typeof drawRequest>;

/** Every operation of this context, for the OpenAPI document. */
export const payoutsRoutes = [...Object.values(finance), ...Object.values(returns), ...Object.values(statements)];
