import type { Log } from '../../../shared/platform/log.ts';
import { askForDue, type DeliverPorts } from '../../../shared/webhooks/deliver.ts';
import { DUE_PARTS } from '../../../shared/webhooks/keys.ts';

type Deps = Pick<DeliverPorts, 'deliveries' | 'queue' | 'clock'> & { readonly log: Log };

/** Asks for a try of everything whose time has come. */
export const handlerOf = (deps: Deps) => async (): Promise<void> => {
  const asked = await askForDue(deps, DUE_PARTS);
  if (asked > 0) deps.log.info('deliveries asked for', { asked });
};
