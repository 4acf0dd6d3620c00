/** The matchers an event filter may use in place of a plain value. */
type Matcher = string | number | boolean | null | { prefix?: string; exists?: boolean; 'anything-but'?: unknown };

/**
 * True when an event matches one of the filter patterns, or there are none. Understands values, `prefix`, `exists` and
 * `anything-but`; throws for any other matcher rather than let an event through or drop it by mistake.
 */
export function matchesFilters(event: unknown, patterns: readonly string[]): boolean {
  return patterns.length === 0 || patterns.some((pattern) => matches(event, JSON.parse(pattern)));
}

function matches(value: unknown, pattern: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.some((matcher) => matchesOne(value, matcher as Matcher));
  if (pattern === null || typeof pattern !== 'object')
    throw new Error('an event filter needs arrays of values as leaves');
  const inner = (value ?? {}) as Record<string, unknown>;
  return Object.entries(pattern).every(([key, part]) => matches(inner[key], part));
}

function matchesOne(value: unknown, matcher: Matcher): boolean {
  if (matcher === null || typeof matcher !== 'object') return value === matcher;
  if ('exists' in matcher) return (value !== undefined) === matcher.exists;
  if ('prefix' in matcher) return typeof value === 'string' && value.startsWith(String(matcher.prefix));
  if ('anything-but' in matcher) return value !== undefined && ![matcher['anything-but']].flat().includes(value);
  throw new Error(`event filter not understood: ${JSON.stringify(matcher)}`);
}

/** Throws for a pattern that `matchesFilters` would not understand: at the start rather than at the first event. */
export function refuseUnknownMatchers(patterns: readonly string[]): void {
  for (const pattern of patterns) checkPattern(JSON.parse(pattern));
}

function checkPattern(pattern: unknown): void {
  if (Array.isArray(pattern)) for (const matcher of pattern) matchesOne('', matcher as Matcher);
  else if (pattern === null || typeof pattern !== 'object') matches(undefined, pattern);
  else for (const part of Object.values(pattern)) checkPattern(part);
}
