import type { DeliveryTarget } from '../../shared/leads/delivery/model.ts';

export const showTarget = ({ advertiserId: _owner, names, fixed, ...rest }: DeliveryTarget) => ({
  ...rest,
  ...(names && { names: { ...names } }),
  ...(fixed && { fixed: { ...fixed } }),
});
