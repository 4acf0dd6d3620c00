import type { Log } from '../../../shared/platform/log.ts';
import { type WatchPorts, watchPools } from '../../../shared/tracking/watch-pools.ts';

/** Looks at every pool once an hour; that some run low is for their publishers to hear and for the log to say. */
export const watchPoolsHandler = (ports: WatchPorts & { readonly log: Log }) => async (): Promise<void> => {
  const low = await watchPools(ports);
  if (low > 0) ports.log.info('pools run low', { low });
};
