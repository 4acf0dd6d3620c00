import type { SQSEvent } from 'aws-lambda';
import { settleAppointmentHandler } from '../../functions/appointments/settle-appointment/handler.ts';
import { wakeHandler } from '../../functions/appointments/wake-appointments/handler.ts';
import { settleCallHandler } from '../../functions/calls/settle-call/handler.ts';
import { finishHandler } from '../../functions/disputes/finish-disputes/handler.ts';
import { lookAfterHandler } from '../../functions/leads/look-after-lead/handler.ts';
import { correctLateTruthHandler } from '../../functions/ledger/correct-late-truth/handler.ts';
import { judgeHandler } from '../../functions/outcomes/judge-outcome/handler.ts';
import { closePayoutRunHandler } from '../../functions/payouts/close-payout-run/handler.ts';
import { drawPayoutLineHandler } from '../../functions/payouts/draw-payout-line/handler.ts';
import { enlistPublishersHandler } from '../../functions/payouts/enlist-publishers/handler.ts';
import { issuePaymentsHandler } from '../../functions/payouts/issue-payments/handler.ts';
import { openPayoutRunHandler } from '../../functions/payouts/open-payout-run/handler.ts';
import type { QueueHandler } from '../../shared/platform/queue/consume.ts';
import type { Ports } from './compose.ts';
import type { Letter } from './queue.ts';

/** As declared in infra/stacks: what a function is called, how long it may live, and what it is made of. */
export const TIMEOUT_SECONDS = {
  'answer-call': 14,
  'take-choice': 14,
  'receive-call-event': 10,
  'settle-call': 6,
  'submit-lead': 10,
  'look-after-lead': 30,
  'receive-booking-event': 10,
  'settle-appointment': 10,
  'wake-appointments': 60,
  'finish-disputes': 50,
  'judge-outcome': 30,
  'correct-late-truth': 30,
  'open-payout-run': 10,
  'enlist-publishers': 60,
  'draw-payout-line': 30,
  'close-payout-run': 60,
  'issue-payments': 60,
  'keep-facts': 10,
  finance: 10,
} as const;
export type Verb = keyof typeof TIMEOUT_SECONDS;

const scheduled = { time: '' };

export type Consumer =
  | 'settle-call'
  | 'look-after-lead'
  | 'settle-appointment'
  | 'judge-outcome'
  | 'correct-late-truth'
  | 'draw-payout-line';

const consumers: Readonly<Record<Consumer, (ports: Ports) => QueueHandler>> = {
  'settle-call': (ports: Ports) =>
    settleCallHandler({ log: ports.log, opening: ports.opening, settling: ports.settling }),
  'look-after-lead': ({ log, leads }: Ports) => lookAfterHandler({ ...leads.lookAfter, log }),
  'settle-appointment': ({ log, meetings }: Ports) => settleAppointmentHandler({ log, settling: meetings.settling }),
  'judge-outcome': (ports: Ports) => judgeHandler({ log: ports.log, judge: ports.judge, again: ports.judgeQueue }),
  'correct-late-truth': (ports: Ports) =>
    correctLateTruthHandler({ log: ports.log, correcting: ports.lateTruth, again: ports.lateQueue }),
  'draw-payout-line': (ports: Ports) => drawPayoutLineHandler(ports.payouts),
};

/** Runs a queue's consumer on a batch, as its event source mapping does; gives back the ids of what it handled. */
export async function consume(verb: Consumer, ports: Ports, batch: readonly Letter[]): Promise<ReadonlySet<string>> {
  const event = {
    Records: batch.map(({ id, body, receives }) => ({
      messageId: id,
      body,
      attributes: { ApproximateReceiveCount: String(receives) },
    })),
  } as unknown as SQSEvent;
  const { batchItemFailures } = await consumers[verb](ports)(event);
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  return new Set(batch.map(({ id }) => id).filter((id) => !failed.has(id)));
}

/** What schedules start. */
export const SCHEDULED = {
  'wake-appointments': ({ meetings }: Ports) => wakeHandler(meetings.waking)(),
  'finish-disputes': ({ leads }: Ports) => finishHandler(leads.settling)(),
  'open-payout-run': ({ payouts }: Ports) => openPayoutRunHandler(payouts)(scheduled),
  'enlist-publishers': ({ payouts }: Ports) => enlistPublishersHandler(payouts)(scheduled),
  'close-payout-run': ({ payouts }: Ports) => closePayoutRunHandler(payouts)(scheduled),
  'issue-payments': ({ payouts }: Ports) => issuePaymentsHandler(payouts)(scheduled),
} as const satisfies Partial<Record<Verb, (ports: Ports) => Promise<void>>>;
