import type { Route } from '../../platform/http/route.ts';
import { uploadCustomers } from './customers.ts';
import { getOutcome, listOutcomes } from './outcomes.ts';

/** Every operation on outcomes; apart from contract.ts, so that a queue's consumer does not carry the API's schemas. */
export const outcomesRoutes: readonly Route[] = [getOutcome, listOutcomes, uploadCustomers];
