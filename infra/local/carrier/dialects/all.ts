import type { CarrierName } from '../../../../shared/calls/model.ts';
import type { Dialect } from '../dialect.ts';
import { bandwidth } from './bandwidth.ts';
import { generic } from './generic.ts';
import { plivo } from './plivo.ts';
import { signalwire, telnyx, twilio } from './twilio-family.ts';

export const SIMULATED = [
  'twilio',
  'telnyx',
  'signalwire',
  'plivo',
  'bandwidth',
  'generic',
] as const satisfies readonly CarrierName[];
export type SimulatedCarrier = (typeof SIMULATED)[number];

/** Every carrier that can be simulated, as it speaks. */
export const DIALECTS: Readonly<Record<SimulatedCarrier, Dialect>> = {
  twilio,
  telnyx,
  signalwire,
  plivo,
  bandwidth,
  generic,
};
