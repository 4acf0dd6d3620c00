import { PAYEE_PROBLEMS, type PayeeMethod } from '../catalog/payee.ts';
import type { Currency } from '../kernel/money.ts';
import { Problem } from '../kernel/problem.ts';
import type { Day, EpochMs } from '../kernel/time.ts';

/**
 * A run's life. `stopped`: a past period no longer agrees with its line, so nothing goes on until a person has looked.
 * Only what is `drawn` can be approved, and what is approved is paid: it can't be cancelled any more.
 */
export const RUN_TRANSITIONS = {
  opening: ['drawing', 'cancelled'],
  drawing: ['drawn', 'stopped', 'cancelled'],
  stopped: ['drawing', 'cancelled'],
  drawn: ['approved', 'cancelled'],
  approved: ['issued'],
  issued: [],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>;

export type RunState = keyof typeof RUN_TRANSITIONS;
export const RUN_STATES = Object.keys(RUN_TRANSITIONS) as [RunState, ...RunState[]];

export const isFinal = (state: RunState): boolean => RUN_TRANSITIONS[state].length === 0;

/** One run draws lines at a time, so that each publisher's lines are one chain and none is drawn from two runs at once. */
export const holdsTurn = (state: RunState): boolean => state === 'drawing' || state === 'stopped';

/** Who did something: the key and the person behind it. Four eyes means that both differ. */
export interface Actor {
  readonly keyId: string;
  readonly subjectId: string;
  /** What they are called, where they signed in. */
  readonly name?: string | undefined;
}

export const SCHEDULE: Actor = { keyId: 'schedule', subjectId: 'schedule' };

export const isSamePerson = (a: Actor, b: Actor): boolean => a.keyId === b.keyId || a.subjectId === b.subjectId;

/** By what a payment travels: the format of its file. */
export const RAILS = ['nacha', 'sepa', 'paypal', 'csv'] as const;
export type Rail = (typeof RAILS)[number];

/** What a run sends out once approved. */
export interface RunFile {
  readonly name: string;
  readonly rail: Rail;
  readonly sha256: string;
  readonly bytes: number;
  readonly payments: number;
  readonly currency: Currency;
  readonly totalMinor: bigint;
}

/** Decided once, when the first payment of a run is booked, so that every later try writes the same files. */
export interface Issuing {
  /** Of the block of trace numbers that is this run's; its payments count up from it. */
  readonly firstTrace: number;
  /** The bank that originates NACHA payments; without one there is no such file. */
  readonly odfiRouting?: string | undefined;
  readonly hasSepa: boolean;
}

export interface RunTotals {
  readonly currency: Currency;
  readonly paidLines: number;
  readonly carriedLines: number;
  readonly payMinor: bigint;
  /** Negative where publishers owe more than others are carried. */
  readonly carriedMinor: bigint;
}

/** A line that a person took out of what its run pays; its amount goes on to the next. */
export interface HeldLine {
  readonly publisherId: string;
  readonly reason: string;
  readonly by: Actor;
  readonly atMs: EpochMs;
}

export interface Step {
  readonly by: Actor;
  readonly atMs: EpochMs;
  readonly reason?: string | undefined;
}

export interface Run {
  readonly runId: string;
  /** The last day it pays, in the network's zone; each line starts where its publisher's last one ended. */
  readonly toDay: Day;
  /** A person asked for these publishers alone; everybody of its schedule when absent. */
  readonly only?: readonly string[] | undefined;
  readonly state: RunState;
  /** Rises with each change: a change made on an old reading is refused. */
  readonly version: number;
  readonly opened: Step;
  /** Which publishers were asked for a line so far. */
  readonly enlisted: { readonly count: number; readonly cursor?: string | undefined; readonly done: boolean };
  /** Whoever changed it after it was opened: they may not approve it. */
  readonly changedBy: readonly Actor[];
  /** A later run that draws from this one's lines: from then on it can't be cancelled. */
  readonly sealedBy?: string | undefined;
  readonly stopped?: { readonly atMs: EpochMs; readonly publisherId: string; readonly reason: string } | undefined;
  readonly drawnAtMs?: EpochMs | undefined;
  readonly totals?: readonly RunTotals[] | undefined;
  readonly held?: readonly HeldLine[] | undefined;
  readonly approved?: Step | undefined;
  readonly cancelled?: Step | undefined;
  readonly issuing?: Issuing | undefined;
  /** Payments are booked up to and including this publisher, and so many of them. */
  readonly bookedTo?: string | undefined;
  readonly bookedPayments?: number | undefined;
  readonly issuedAtMs?: EpochMs | undefined;
  readonly files: readonly RunFile[];
}

/** Why a person took the line of a publisher out of what the run pays; undefined for one that is paid as drawn. */
export const holdOf = ({ held }: Pick<Run, 'held'>, publisherId: string): HeldLine | undefined =>
  held?.find((each) => each.publisherId === publisherId);

export const isHeld = (run: Pick<Run, 'held'>, publisherId: string): boolean => holdOf(run, publisherId) !== undefined;

/** Whether a run pays nothing of a line that says it would: all of it goes on. */
export const isUnpaid = (run: Pick<Run, 'state' | 'held'>, publisherId: string): boolean =>
  run.state === 'cancelled' || isHeld(run, publisherId);

/** The run in its next state. @throws Problem `conflict` when the table has no such transition */
export function moveRun(run: Run, to: RunState, change: Partial<Run>): Run {
  const allowed: readonly string[] = RUN_TRANSITIONS[run.state];
  if (!allowed.includes(to)) throw new Problem('conflict', `run ${run.runId} is ${run.state} and can not become ${to}`);
  return { ...run, ...change, state: to };
}

/** A share of a line that is kept back, and the day from which it is given back. */
export interface KeptShare {
  readonly untilDay: Day;
  readonly amountMinor: bigint;
}

export interface LineReserve {
  readonly withheldMinor: bigint;
  readonly releasedMinor: bigint;
  /** All that is kept back after this line. */
  readonly kept: readonly KeptShare[];
}

/** Why a line is not paid now. Its amount goes on to the next run. */
export const CARRY_REASONS = ['currency', 'negative', 'zero', 'below-threshold', ...PAYEE_PROBLEMS] as const;
export type CarryReason = (typeof CARRY_REASONS)[number];

export type Decision =
  | { readonly kind: 'pay' }
  | { readonly kind: 'carry'; readonly reason: CarryReason }
  | { readonly kind: 'nothing' };

/** What the entries of a range come to, and a fingerprint of each of them. */
export interface EntriesSummary {
  readonly count: number;
  /** What the network owes for them: positive in the publisher's favour. */
  readonly sumMinor: bigint;
  readonly digest: string;
}

/** Who is paid, as it stood when the line was drawn: what was approved is what is paid. */
export interface SealedPayee {
  readonly legalName: string;
  /** How the bank's character set writes the name, where that differs. */
  readonly nameInFile?: string | undefined;
  readonly method: PayeeMethod;
  readonly accountMasked: string;
  /** The bank details, encrypted; opened only while the payment file is written. */
  readonly accountSealed: string;
}

/** One publisher in one run; written once. */
export interface Line {
  readonly publisherId: string;
  readonly runId: string;
  /** 1, 2, 3 … along the publisher's chain of lines; 0 for a line outside it, whose days the next one reads again. */
  readonly seq: number;
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly currency: Currency;
  readonly entries: EntriesSummary;
  readonly carriedInMinor: bigint;
  readonly reserve?: LineReserve | undefined;
  readonly totalMinor: bigint;
  readonly thresholdMinor: bigint;
  readonly decision: Decision;
  readonly payMinor: bigint;
  readonly carriedOutMinor: bigint;
  readonly payee?: SealedPayee | undefined;
  readonly drawnAtMs: EpochMs;
  readonly previousChain: string;
  /** Fingerprint of this line and, through `previousChain`, of all before it. */
  readonly chain: string;
}

/** A payment as a return finds it again: by its trace where it was sent by NACHA, by its reference elsewhere. */
export interface Payment {
  readonly key: string;
  readonly reference: string;
  readonly runId: string;
  readonly publisherId: string;
  readonly rail: Rail;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly paidAtMs: EpochMs;
  readonly returned?: BankReport | undefined;
  readonly corrected?: BankReport | undefined;
}

/** What a bank said of a payment; the first report stands. */
export interface BankReport {
  readonly code: string;
  readonly fileId: string;
  readonly atMs: EpochMs;
  /** All that follows from it is done. */
  readonly isDone: boolean;
}

/** A file of a bank's reports, once all of it was worked through. */
export interface ReturnFile {
  readonly fileId: string;
  readonly readAtMs: EpochMs;
  readonly by: Actor;
  readonly items: number;
}
