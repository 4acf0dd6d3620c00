import type { EpochMs } from '../../kernel/time.ts';
import type { Contact } from '../../outcomes/ports.ts';
import type { TrackingNumber } from '../../tracking/model.ts';
import type { InboundCall } from '../model.ts';
import type { CallFacts } from './model.ts';
import { placeOfCaller } from './place-of-caller.ts';

/** A call as routing looks at it. The number of the caller decides where he is, and goes no further. */
export const callFacts = (
  { caller, region, postal, attestation }: InboundCall,
  { number, publisherId }: TrackingNumber,
  outcomeId: string,
  atMs: EpochMs,
  earlier: readonly Contact[],
): CallFacts => ({
  outcomeId,
  atMs,
  number,
  publisherId,
  isWithheld: caller.kind === 'withheld',
  attestation,
  place: placeOfCaller({ number: caller.kind === 'number' ? caller.number : undefined, region, postal }),
  earlier: earlier.map(({ targetId, advertiserId, startedAtMs }) => ({
    advertiserId,
    atMs: startedAtMs,
    ...(targetId === undefined ? {} : { targetId }),
  })),
  blockedBy: [],
});
