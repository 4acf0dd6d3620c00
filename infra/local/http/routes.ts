/** Where a request belongs: what is mounted there and the path parameters it was found with. */
export type Match<T> = { readonly target: T; readonly key: string; readonly params: Readonly<Record<string, string>> };

type Route<T> = {
  readonly key: string;
  readonly method: string;
  readonly segments: readonly string[];
  readonly target: T;
};

/**
 * API Gateway's choice of route: the longest run of fixed segments first, then `{name}`, then a greedy `{name+}`; a method of its own
 * before `ANY`; `$default` when nothing else fits. Keys read `METHOD /path` or `$default`.
 */
export class RouteTable<T> {
  private readonly routes: Route<T>[] = [];
  private fallback: Route<T> | undefined;

  add(key: string, target: T): void {
    if (key === '$default') {
      this.fallback = { key, method: 'ANY', segments: [], target };
      return;
    }
    const [method = '', path = ''] = key.split(' ');
    this.routes.push({ key, method, segments: split(path), target });
    this.routes.sort(compareSpecificity);
  }

  match(method: string, path: string): Match<T> | undefined {
    const segments = split(path);
    for (const route of this.routes) {
      if (route.method !== 'ANY' && route.method !== method) continue;
      const params = matchSegments(route.segments, segments);
      if (params) return { target: route.target, key: route.key, params };
    }
    return this.fallback && { target: this.fallback.target, key: this.fallback.key, params: {} };
  }
}

function split(path: string): string[] {
  return path.replace(/^\//, '').split('/');
}

function matchSegments(pattern: readonly string[], actual: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const [, name, greedy] = /^\{([^+}]+)(\+?)\}$/.exec(part) ?? [];
    const value = actual[index];
    if (value === undefined || (name && value === '')) return undefined;
    if (name && greedy) {
      params[name] = decode(actual.slice(index).join('/'));
      return params;
    }
    if (name) params[name] = decode(value);
    else if (part !== value) return undefined;
  }
  return pattern.length === actual.length ? params : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function compareSpecificity<T>(left: Route<T>, right: Route<T>): number {
  const rank = (part: string | undefined): number => {
    if (part === undefined) return 3;
    if (!part.startsWith('{')) return 0;
    return part.endsWith('+}') ? 2 : 1;
  };
  const length = Math.max(left.segments.length, right.segments.length);
  for (let index = 0; index < length; index += 1) {
    const difference = rank(left.segments[index]) - rank(right.segments[index]);
    if (difference !== 0) return difference;
  }
  return Number(left.method === 'ANY') - Number(right.method === 'ANY');
}
