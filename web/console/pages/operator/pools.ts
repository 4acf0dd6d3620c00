import { usePublishers } from '../../app/parties.ts';
import { useRead } from '../../app/read.ts';

/** As many as one answer has. */
const POOLS = 100;

/** The pools of the publisher that is chosen, the first one until somebody chooses. */
export function usePools(chosen: string) {
  const publishers = usePublishers();
  const publisherId = chosen || (publishers[0]?.id ?? '');
  const pools = useRead(
    ['pools', publisherId],
    (api) => api.GET('/v1/pools', { params: { query: { publisherId, limit: POOLS } } }),
    { enabled: publisherId !== '' },
  );
  return { publishers, publisherId, pools };
}
