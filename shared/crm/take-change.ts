import { fromDecimal } from '../kernel/money.ts';
import { Problem } from '../kernel/problem.ts';
import type { Report } from '../ledger/report-feedback.ts';
import type { Outcome } from '../outcomes/model.ts';
import type { CrmMessage } from './contract.ts';
import type { Connection, CrmRecord } from './model.ts';
import type { ReadRecord } from './ports.ts';
import { type SyncPorts, tryLater } from './push-outcome.ts';
import { withAccess } from './use-access.ts';

export interface TakeChangePorts extends SyncPorts {
  /** The same road as a report by API. @throws Problem where that refuses it */
  readonly report: (advertiserId: string, outcomeId: string, report: Report) => Promise<unknown>;
}

type Changed = Extract<CrmMessage, { kind: 'changed' }>;

/**
 * Reads a record that a CRM says has changed, and reports what its stage means now. A record without one of our outcomes, or
 * in a stage that means nothing, is left alone.
 */
export async function takeChange(ports: TakeChangePorts, message: Changed): Promise<void> {
  const connection = await ports.connections.get(message.connectionId);
  if (!connection || connection.state === 'paused') return;
  const crm = ports.crms[connection.kind];
  const read = await withAccess<ReadRecord>(ports, crm, connection, (access) =>
    crm.read(ports.send, access, connection, message.recordId),
  ).catch(() => ({ kind: 'busy' as const }));
  if (read.kind === 'gone') return;
  if (read.kind !== 'done') {
    // After three days there is no record to note it at: the dead-letter queue is where an operator finds it.
    if (!(await tryLater(ports, message))) throw new Error(`the CRM of ${connection.connectionId} can not be read`);
    return;
  }
  await reportStage(ports, connection, read.record);
}

async function reportStage(ports: TakeChangePorts, connection: Connection, record: CrmRecord): Promise<void> {
  const { outcomeId, stage } = record;
  const result = stage === undefined ? undefined : connection.stages[stage];
  if (outcomeId === undefined || stage === undefined || result === undefined) return;
  const outcome = await ports.outcomes.get(outcomeId);
  // A record may carry any text in that field: only what this advertiser bought is reported on.
  if (outcome?.advertiserId !== connection.advertiserId) return;
  const note = (state: 'reported' | 'refused', why?: string) =>
    ports.records.noteReport(connection.connectionId, outcomeId, {
      ...{ stage, result, state, why },
      atMs: ports.clock.nowMs(),
    });
  try {
    const saleMinor = result === 'sold' ? saleOf(outcome, record) : undefined;
    await ports.report(connection.advertiserId, outcomeId, { result, saleMinor, note: `${connection.kind}: ${stage}` });
  } catch (error) {
    if (!(error instanceof Problem) || error.kind === 'unavailable') throw error;
    return note('refused', error.message);
  }
  return note('reported');
}

/** @throws Problem `invalid` for an amount that the currency can't have */
function saleOf({ verdict }: Outcome, { value }: CrmRecord): bigint | undefined {
  const currency = verdict?.booking?.worth.currency;
  if (value === undefined || currency === undefined) return undefined;
  // CRMs keep numbers: 1200 comes as `1200`, `1200.0` or `1200.000000`.
  const saleMinor = fromDecimal(value.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, ''), currency);
  if (saleMinor === undefined || saleMinor < 0n) throw new Problem('invalid', `the value is no amount in ${currency}`);
  return saleMinor;
}
