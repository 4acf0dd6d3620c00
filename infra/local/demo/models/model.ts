import type { DemoNetwork } from '../network.ts';
import type { DemoOptions } from '../options.ts';
import type { DemoOutcome } from '../settle.ts';

/** What a wave plays on. */
export interface DemoStage {
  readonly url: string;
  readonly network: DemoNetwork;
  /** The app's clock, ahead of this machine's. */
  readonly clockOffsetMs: number;
  /** A secret of the local deployment, by its full name: for whoever has to sign. */
  readonly secret: (name: string) => Promise<string>;
}

export interface DemoPlan {
  /** How many outcomes the waves bring, each of which must get its verdict. */
  readonly brought: number;
  /** Played one after the other; each is judged before the next begins, so that repeats are always earlier. */
  readonly waves: readonly ((stage: DemoStage) => Promise<void>)[];
}

/** One model in the demo. From the outcome on, the rest of the demo knows nothing of it. */
export interface DemoModel {
  network(url: string, operatorKey: string): Promise<DemoNetwork>;
  /** Figures of its own for the result, once all is judged. */
  figures?(outcomes: readonly DemoOutcome[]): Promise<Readonly<Record<string, number>>>;
  /** Everything decided before the first request: the same options play the same demo. */
  plan(options: Pick<DemoOptions, 'visits' | 'seed' | 'carrier'>): DemoPlan;
}
