import { invalidField, notFound, Problem } from '../kernel/problem.ts';
import { grantObjection } from './grant-objection.ts';
import {
  type Actor,
  type Claim,
  type Dispute,
  type DisputeState,
  type DisputeStep,
  type Evidence,
  type Granted,
  isDecided,
  moveDispute,
  RULES,
  ruledAtMs,
} from './model.ts';
import type { ObjectionPorts } from './ports.ts';
import { type SettlePorts, settleDispute } from './settle-dispute.ts';
import { shareClaim } from './share-claim.ts';

export type MovePorts = SettlePorts & ObjectionPorts;

/** Where a publisher's dispute may be granted, somebody must be told. */
export type DecidePorts = MovePorts & Required<Pick<SettlePorts, 'tellBought'>>;

/** What somebody does to a dispute. */
export type Move =
  | { readonly kind: 'accept' | 'reject' | 'contest' | 'withdraw' }
  | {
      readonly kind: 'accept-part';
      /** What the advertiser gets back of its claim. */
      readonly creditMinor: bigint;
      /** What the publisher gives back; its share of the credit when absent. */
      readonly clawbackMinor?: bigint | undefined;
    };

const STATE_OF: Readonly<Record<Move['kind'], DisputeState>> = {
  accept: 'accepted',
  'accept-part': 'partly-accepted',
  reject: 'rejected',
  contest: 'contested',
  withdraw: 'withdrawn',
};

/** Who may do what: the network decides, the other side may give in, whoever opened it may think better of it. */
function movesOf({ role }: Actor, { openedBy }: Dispute): readonly Move['kind'][] {
  if (role === 'operator') return ['accept', 'accept-part', 'reject', 'contest'];
  if (role === 'rules') return ['accept', 'reject'];
  return role === openedBy ? ['withdraw'] : ['accept', 'contest'];
}

async function grantedBy(ports: MovePorts, dispute: Dispute, move: Move): Promise<Granted> {
  if (dispute.openedBy === 'advertiser') return { granted: partGranted(dispute, move) };
  if (move.kind === 'accept-part') throw invalidField('body.decision', 'of a publisher’s dispute is the whole of it');
  return move.kind === 'accept' ? grantObjection(ports, dispute) : {};
}

function partGranted({ claim }: Dispute, move: Move): Claim | undefined {
  if (move.kind === 'accept') return claim;
  if (move.kind !== 'accept-part') return undefined;
  const { creditMinor, clawbackMinor } = move;
  if (creditMinor >= claim.chargeMinor) {
    throw invalidField('body.creditMinor', `is not a part of the ${claim.chargeMinor} claimed; accept it instead`);
  }
  if (clawbackMinor !== undefined && clawbackMinor > claim.payoutMinor) {
    throw invalidField('body.clawbackMinor', `is above the ${claim.payoutMinor} at stake`);
  }
  return clawbackMinor === undefined
    ? shareClaim(claim, creditMinor)
    : { chargeMinor: creditMinor, payoutMinor: clawbackMinor };
}

/** The same step by the same person again, a lost answer perhaps: it is there already. */
const isRepeat = ({ state, steps }: Dispute, step: DisputeStep): boolean => {
  const last = steps.at(-1);
  return state === step.state && last?.by.role === step.by.role && last.by.subjectId === step.by.subjectId;
};

/** Who else can know of a dispute: its two sides, and the network. */
export const isParty = (dispute: Dispute, { role, subjectId }: Actor): boolean =>
  role === 'operator' ||
  role === 'rules' ||
  (role === 'advertiser' ? dispute.advertiserId === subjectId : dispute.publisherId === subjectId);

const TRIES = 3;

/**
 * Takes a dispute one step on; a decision books its money at once, and if it stops before that the next call or the sweeper
 * does.
 *
 * @throws Problem `not-found` for a dispute of others, `forbidden` for a step that is not this role's, `conflict` for one that
 *   its state forbids, `invalid` for a part that is none, `unavailable` while what it is worth can't be told
 */
export async function moveOn(
  ports: MovePorts,
  disputeId: string,
  by: Actor,
  move: Move,
  told: { readonly note: string; readonly evidence?: readonly Evidence[] | undefined },
): Promise<Dispute> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const dispute = await ports.disputes.get(disputeId);
    if (!dispute || !isParty(dispute, by)) throw notFound(`dispute ${disputeId}`);
    if (!movesOf(by, dispute).includes(move.kind)) {
      throw new Problem('forbidden', `a ${by.role} can not ${move.kind} a dispute of the ${dispute.openedBy}`);
    }
    // Somebody acted since it was found to be due.
    if (by.role === 'rules' && (ruledAtMs(dispute) ?? Number.POSITIVE_INFINITY) > ports.clock.nowMs()) return dispute;
    const step = { state: STATE_OF[move.kind], atMs: ports.clock.nowMs(), by, ...told };
    const isAgain = isRepeat(dispute, step);
    const moved = isAgain ? dispute : { ...moveDispute(dispute, step), ...(await grantedBy(ports, dispute, move)) };
    if (!isAgain && !(await ports.disputes.replace(dispute, moved))) continue;
    return moved.state === 'contested' ? moved : settleDispute(ports, moved);
  }
  throw new Problem('unavailable', `dispute ${disputeId} keeps changing: try again`);
}

/** In one go of the sweeper; the next one takes the rest. */
const DUE_AT_ONCE = 100;

/** Decides what nobody answered or decided in time, and books what was decided but not booked. Gives how many were dealt with. */
export async function finishDue(
  ports: DecidePorts,
): Promise<{ readonly done: number; readonly failed: readonly string[] }> {
  const due = await ports.disputes.due(ports.clock.nowMs(), DUE_AT_ONCE);
  const failed: string[] = [];
  for (const dispute of due) {
    try {
      if (isDecided(dispute.state)) await settleDispute(ports, dispute);
      else {
        const kind = dispute.unanswered ?? 'reject';
        const note = dispute.state === 'open' ? 'nobody answered in time' : 'nobody decided in time';
        await moveOn(ports, dispute.disputeId, RULES, { kind }, { note });
      }
    } catch (error) {
      failed.push(`${dispute.disputeId}: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }
  return { done: due.length - failed.length, failed };
}
