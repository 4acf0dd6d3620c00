import { deterministicId } from '../kernel/ids.ts';
import type { CarrierName } from './model.ts';

/** The same call gives the same outcome, whatever webhook of it comes first. */
export const outcomeIdOf = (carrier: CarrierName, callId: string): string => deterministicId('call', carrier, callId);
