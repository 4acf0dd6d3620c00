/** What a series of timings says. Milliseconds. */
export interface Timing {
  readonly runs: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** The value below which that share of a sorted series lies (nearest rank). */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

export const round = (value: number): number => Math.round(value * 1_000) / 1_000;

export function timing(durationsMs: readonly number[], elapsedMs: number): Timing {
  const sorted = [...durationsMs].sort((a, b) => a - b);
  return {
    runs: sorted.length,
    perSecond: Math.round((sorted.length / elapsedMs) * 1_000),
    p50Ms: round(percentile(sorted, 0.5)),
    p99Ms: round(percentile(sorted, 0.99)),
  };
}

/** Least-squares slope of log(cost) over log(size): 1 means cost in proportion to size. */
export function logSlope(points: readonly { readonly size: number; readonly cost: number }[]): number {
  const xs = points.map((point) => Math.log(point.size));
  const ys = points.map((point) => Math.log(point.cost));
  const meanX = xs.reduce((sum, x) => sum + x, 0) / xs.length;
  const meanY = ys.reduce((sum, y) => sum + y, 0) / ys.length;
  const covariance = xs.reduce((sum, x, index) => sum + (x - meanX) * ((ys[index] ?? 0) - meanY), 0);
  const variance = xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
  return round(covariance / variance);
}
