import type { Clock } from '../../shared/kernel/time.ts';
import type { Actor } from '../../shared/payouts/model.ts';
import type { LineStore, RunStore } from '../../shared/payouts/ports.ts';
import type { Authenticate, Principal } from '../../shared/platform/http/principal.ts';
import type { Log } from '../../shared/platform/log.ts';

/** What the operations of this context need; each takes its part. */
export interface PayoutsApi {
  readonly log: Log;
  readonly authenticate: Authenticate;
  readonly runs: RunStore;
  readonly lines: LineStore;
  readonly clock: Clock;
  readonly zone: string;
}

export const actorOf = ({ keyId, subjectId, personName }: Principal): Actor => ({
  keyId,
  subjectId,
  ...(personName === undefined ? {} : { name: personName }),
});

/** What EventBridge Scheduler sends. */
export interface ScheduledEvent {
  readonly time: string;
}

export type ScheduledHandler = (event: ScheduledEvent) => Promise<void>;
