import type { FunctionDefinition } from '../plan.ts';
import { Container, type ContainerParts } from './container.ts';
import type { InvocationResult } from './protocol.ts';

const MAX_CONTAINERS = 24;
const MAX_WAITING = 2_000;
const IDLE_MS = 5 * 60_000;
const REAP_EVERY_MS = 30_000;

type Waiter = { readonly definition: FunctionDefinition; readonly resolve: (container: Container | undefined) => void };
type PoolParts = Omit<ContainerParts, 'environment'> & {
  readonly environmentOf: (definition: FunctionDefinition) => Record<string, string>;
};

/** All containers of the app: started on demand, one invocation each at a time, a few per function, idle ones let go. */
export class FunctionPool {
  private readonly definitions: ReadonlyMap<string, FunctionDefinition>;
  private readonly parts: PoolParts;
  private readonly idle = new Set<Container>();
  private readonly busy = new Set<Container>();
  private waiting: Waiter[] = [];
  private readonly reaper: NodeJS.Timeout;
  private stopped = false;
  /** Invocations begun since the start: lets a reader see that nothing happened in between. */
  startedCount = 0;
  /** Invocations asked for and not yet ended, those that wait for a container included. */
  runningCount = 0;

  constructor(definitions: readonly FunctionDefinition[], parts: PoolParts) {
    this.definitions = new Map(definitions.map((definition) => [definition.name, definition]));
    this.parts = parts;
    this.reaper = setInterval(() => this.reap(), REAP_EVERY_MS);
    this.reaper.unref();
  }

  has(functionName: string): boolean {
    return this.definitions.has(functionName);
  }

  /** Runs the function with the event and says how it ended; throws only for a function that does not exist. */
  async invoke(functionName: string, event: unknown): Promise<InvocationResult> {
    const definition = this.definitions.get(functionName);
    if (!definition) throw new Error(`no function ${functionName}`);
    this.startedCount += 1;
    this.runningCount += 1;
    try {
      const container = await this.acquire(definition);
      if (!container)
        return { ok: false, reason: 'throttled', errorType: 'TooManyRequestsException', message: 'Rate exceeded' };
      const result = await container.invoke(JSON.stringify(event));
      this.release(container);
      return result;
    } finally {
      this.runningCount -= 1;
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.reaper);
    for (const waiter of this.waiting) waiter.resolve(undefined);
    this.waiting = [];
    await Promise.all([...this.idle, ...this.busy].map((container) => container.stop()));
  }

  private async acquire(definition: FunctionDefinition): Promise<Container | undefined> {
    if (this.stopped || definition.maxContainers < 1 || this.waiting.length >= MAX_WAITING) return undefined;
    const container = this.take(definition);
    if (container) return container;
    const { promise, resolve } = Promise.withResolvers<Container | undefined>();
    this.waiting.push({ definition, resolve });
    return promise;
  }

  private take(definition: FunctionDefinition): Container | undefined {
    const warm = [...this.idle].find((container) => container.definition === definition && !container.dead);
    if (warm) {
      this.idle.delete(warm);
      this.busy.add(warm);
      return warm;
    }
    const own = [...this.busy].filter((container) => container.definition === definition).length;
    if (own >= definition.maxContainers) return undefined;
    if (this.idle.size + this.busy.size >= MAX_CONTAINERS && !this.evictOldest()) return undefined;
    const container = new Container(definition, { ...this.parts, environment: this.parts.environmentOf(definition) });
    this.busy.add(container);
    return container;
  }

  private release(container: Container): void {
    this.busy.delete(container);
    if (!container.dead && !this.stopped) this.idle.add(container);
    const stillWaiting: Waiter[] = [];
    for (const waiter of this.waiting) {
      const next = this.take(waiter.definition);
      if (next) waiter.resolve(next);
      else stillWaiting.push(waiter);
    }
    this.waiting = stillWaiting;
  }

  private evictOldest(): boolean {
    const [oldest] = [...this.idle].sort((left, right) => left.lastUsedMs - right.lastUsedMs);
    if (oldest) this.letGo(oldest);
    return oldest !== undefined;
  }

  private reap(): void {
    const limitMs = performance.now() - IDLE_MS;
    for (const container of this.idle) {
      if (container.lastUsedMs < limitMs || container.dead) this.letGo(container);
    }
  }

  private letGo(container: Container): void {
    this.idle.delete(container);
    void container.stop();
  }
}
