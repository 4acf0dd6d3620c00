import type { Route } from './route.ts';

/** `/v1/offers/{offerId}` as API Gateway reads it: a name stands for one segment that is not empty. */
const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`);

/** Tells which methods an address takes; none where there is no such address. */
export function methodsAt(routes: readonly Pick<Route, 'method' | 'path'>[]): (path: string) => readonly string[] {
  const patterns = routes.map(({ method, path }) => ({ method, pattern: patternOf(path) }));
  return (path) =>
    [...new Set(patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))].sort();
}
