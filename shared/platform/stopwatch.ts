/** A signal that ends after so many milliseconds; `stop` forgets it. */
export const systemStopwatch = {
  start(ms: number): { readonly signal: AbortSignal; stop(): void } {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), ms);
    return { signal: controller.signal, stop: () => clearTimeout(timer) };
  },
};
