/** What has to be stopped, newest first: what was started last may still use what came before. */
export class CleanUp {
  private steps: (() => Promise<void>)[] = [];

  add(step: () => Promise<void>): void {
    this.steps.push(step);
  }

  keep<T extends { stop(): Promise<void> }>(started: T): T {
    this.add(() => started.stop());
    return started;
  }

  /** Runs every step once, whatever the others do; the first failure is thrown at the end. */
  async run(): Promise<void> {
    const steps = this.steps.reverse();
    this.steps = [];
    let failure: unknown;
    for (const step of steps) {
      await step().catch((error: unknown) => {
        failure ??= error;
      });
    }
    if (failure) throw failure;
  }
}
