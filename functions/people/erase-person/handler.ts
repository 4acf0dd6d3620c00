import { erasePersonRoute } from '../../../shared/people/contract.ts';
import { erasePerson } from '../../../shared/people/erase-person.ts';
import type { ErasePorts } from '../../../shared/people/ports.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & ErasePorts): HttpHandler =>
  apiHandler(erasePersonRoute, deps, async ({ body }) => {
    const { advertisers, elsewhere, ...counts } = await erasePerson(deps, body);
    return { ...counts, advertisers: [...advertisers], elsewhere: [...elsewhere] };
  });
