import { describe, expect, it } from 'vitest';
import { allRoutes } from '../../functions/platform/routes.ts';
import { readStageConfig } from '../../infra/config.ts';
import { functionsByContext } from '../../infra/stacks/functions.ts';
import type { HttpHandler } from '../../shared/platform/http/http-stack.ts';
import { type Principal, ROLES, SCOPES } from '../../shared/platform/http/principal.ts';
import { SCOPES_OF_ROLE } from '../../shared/platform/http/role-scopes.ts';
import type { Route } from '../../shared/platform/http/route.ts';
import { callApi } from '../support/api-event.ts';
import { silentLog } from '../support/log.ts';
import { ACCESS } from './access-table.ts';

/** The deployed handler of each operation that needs a key, with ports that count who reaches them. */
const specs = [...functionsByContext(readStageConfig({ CALLBOURSE_STAGE: 'local' })).values()].flat();

interface Guarded {
  readonly handler: HttpHandler;
  readonly touched: () => number;
}

const principals = new Map<string, Principal>();
for (const role of ROLES) {
  const key = { keyId: `key_${role}`, role, subjectId: `${role}_1` };
  principals.set(role, { ...key, scopes: SCOPES_OF_ROLE[role] });
  for (const scope of SCOPES) {
    principals.set(`${role} without ${scope}`, {
      ...key,
      scopes: SCOPES_OF_ROLE[role].filter((each) => each !== scope),
    });
  }
}

/** A port of any shape; whoever calls it has come past the door. */
function portThat(reached: () => void): unknown {
  return new Proxy(() => {}, {
    get: (_target, name) => (name === 'then' ? undefined : portThat(reached)),
    apply: () => {
      reached();
      throw new Error('a port was reached');
    },
  });
}

async function guard(route: Route): Promise<Guarded> {
  const spec = specs.find((each) => each.routes?.some((one) => one.method === route.method && one.path === route.path));
  if (!spec) throw new Error(`${route.operationId} is not deployed`);
  const folder = `../../functions/${spec.context}/${spec.verb}`;
  const module: Record<string, unknown> = await import(`${folder}/handler.ts`);
  const [factory] = Object.values(module).filter((each) => typeof each === 'function');
  let count = 0;
  const ports = portThat(() => {
    count += 1;
  });
  const own: Record<string | symbol, unknown> = {
    log: silentLog,
    rateLimit: async () => ({}),
    authenticate: async (key: string) => principals.get(decodeURIComponent(key)),
  };
  const deps = new Proxy(own, { get: (target, name) => target[name] ?? ports });
  return { handler: (factory as (deps: unknown) => HttpHandler)(deps), touched: () => count };
}

const guarded = allRoutes.filter((route) => route.scope !== 'public' && route.operationId in ACCESS);

describe('who may call what', () => {
  it('is said of every operation in access-table.ts', () => {
    const unsaid = allRoutes.map((route) => route.operationId).filter((operationId) => !(operationId in ACCESS));
    expect(unsaid, 'operations that the table says nothing of').toEqual([]);
  });

  it('is public for pages and carriers only', () => {
    const open = allRoutes.filter((route) => route.scope === 'public').map((route) => route.operationId);
    expect(open.filter((operationId) => ACCESS[operationId] !== 'public')).toEqual([]);
  });

  describe.each(guarded.map((route) => [route.operationId, route] as const))('%s', (operationId, route) => {
    const call = async (key?: string) => {
      const { handler, touched } = await guard(route);
      const { method, path } = route;
      const answer = await callApi(handler, {
        method,
        path,
        ...(key ? { key: encodeURIComponent(key) } : {}),
        body: {},
      });
      return { ...answer, touched: touched() };
    };
    const allowed = ROLES.filter((role) => ACCESS[operationId]?.includes(role));
    const denied = ROLES.filter((role) => !allowed.includes(role));

    it('answers 401 without a key and to one that nobody issued, and asks nothing', async () => {
      for (const key of [undefined, 'nobody', '__proto__']) {
        expect(await call(key)).toMatchObject({ status: 401, touched: 0 });
      }
    });

    it.each(denied)('is closed to a %s', async (role) => {
      const answer = await call(role);
      expect(answer).toMatchObject({ status: 403, touched: 0 });
      expect(Object.keys(answer.json).sort()).toEqual(['detail', 'instance', 'status', 'title', 'type']);
    });

    it.each(allowed)('is open to a %s, by its scope only', async (role) => {
      expect([401, 403]).not.toContain((await call(role)).status);
      if (route.scope === 'any') return;
      expect(await call(`${role} without ${route.scope}`)).toMatchObject({ status: 403, touched: 0 });
    });
  });
});
