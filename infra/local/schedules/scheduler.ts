import { z } from 'zod';
import type { LocalClock } from '../clock.ts';
import type { AsyncInvoker } from '../lambda/async-invoker.ts';
import type { ScheduleDefinition } from '../plan.ts';
import { readJsonFile, writeJsonFile } from '../state/json-file.ts';
import { parseSchedule, type Schedule } from './expression.ts';
import { scheduledEvent } from './scheduled-event.ts';

const TICK_MS = 500;

type Timed = { readonly definition: ScheduleDefinition; readonly schedule: Schedule };
export type Fired = { readonly name: string; readonly dueMs: number };
type Due = { readonly definition: ScheduleDefinition; readonly dueMs: number };

/** Fires what is due, on the movable clock. */
export class Scheduler {
  private readonly timed: readonly Timed[];
  private readonly clock: LocalClock;
  private readonly invoker: AsyncInvoker;
  private readonly file: string;
  private checkedUntilMs: number;
  private timer: NodeJS.Timeout | undefined;

  constructor(definitions: readonly ScheduleDefinition[], clock: LocalClock, invoker: AsyncInvoker, file: string) {
    this.timed = definitions
      .filter((definition) => definition.enabled)
      .map((definition) => ({ definition, schedule: parseSchedule(definition.expression, definition.zone) }));
    this.clock = clock;
    this.invoker = invoker;
    this.file = file;
    const saved = z.object({ checkedUntilMs: z.number() }).safeParse(readJsonFile(file));
    this.checkedUntilMs = saved.success ? saved.data.checkedUntilMs : clock.nowMs();
    if (!saved.success) this.save(this.checkedUntilMs);
  }

  start(): void {
    this.timer = setInterval(() => void this.fireUntil(this.clock.nowMs()), TICK_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Everything due up to now, each schedule at most once for its latest due time, delivered at once. */
  private async fireUntil(nowMs: number): Promise<void> {
    const due = this.dueUntil(nowMs);
    this.checkedUntilMs = Math.max(this.checkedUntilMs, nowMs);
    if (due.length === 0) return;
    this.save(nowMs);
    await Promise.allSettled(due.map((each) => this.deliver(each.definition, each.dueMs)));
  }

  /**
   * Goes to `toMs`, stopping at each due time on the way: what is scheduled then runs to its end on the day it was meant
   * for. A schedule due many times in between runs once, for the latest.
   */
  async moveTo(
    toMs: number,
    jump: (toMs: number) => Promise<void>,
    settle: () => Promise<void>,
  ): Promise<{ fired: Fired[] }> {
    const due = this.dueUntil(toMs);
    this.checkedUntilMs = Math.max(this.checkedUntilMs, toMs);
    for (const { definition, dueMs } of due) {
      await jump(dueMs);
      await this.deliver(definition, dueMs).catch(() => {});
      await settle();
    }
    await jump(toMs);
    this.save(this.checkedUntilMs);
    return { fired: due.map(({ definition, dueMs }) => ({ name: definition.name, dueMs })) };
  }

  /** Fires one schedule now, by logical id or name; false when there is none of that name. */
  async fire(idOrName: string): Promise<boolean> {
    const found = this.timed.find(({ definition }) => [definition.logicalId, definition.name].includes(idOrName));
    if (found) await this.deliver(found.definition, this.clock.nowMs());
    return found !== undefined;
  }

  private dueUntil(untilMs: number): Due[] {
    const due = this.timed.flatMap(({ definition, schedule }) => {
      const dueMs = schedule.latestDue(this.checkedUntilMs, untilMs);
      return dueMs === undefined ? [] : [{ definition, dueMs }];
    });
    return due.sort((left, right) => left.dueMs - right.dueMs);
  }

  private async deliver(definition: ScheduleDefinition, dueMs: number): Promise<void> {
    for (const target of definition.targets) {
      await this.invoker.deliver(target.arn, scheduledEvent(definition, target.input, dueMs));
    }
  }

  private save(checkedUntilMs: number): void {
    writeJsonFile(this.file, { checkedUntilMs });
  }
}
