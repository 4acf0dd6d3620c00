import { type CallSweep, callSweep } from '../../../shared/calls/contract.ts';
import { type SweepPorts, sweepCall } from '../../../shared/calls/sweep-call.ts';
import type { Log } from '../../../shared/platform/log.ts';
import { type QueueHandler, queueHandler } from '../../../shared/platform/queue/consume.ts';

/** Queue [call-sweeps]: every answered call looks after its own end. */
export const sweepCallHandler = (deps: { readonly log: Log; readonly ports: SweepPorts }): QueueHandler =>
  queueHandler<CallSweep>(callSweep, deps, ({ message }) => sweepCall(deps.ports, message));
