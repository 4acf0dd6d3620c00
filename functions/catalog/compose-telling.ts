import { systemClock } from '../../shared/kernel/time.ts';
import { documentClient } from '../../shared/platform/dynamo.ts';
import { readEnv } from '../../shared/platform/env.ts';
import type { ApiDeps } from '../../shared/platform/http/api.ts';
import { apiDeps } from '../platform/api-deps.ts';
import { composeTell, type Tell } from '../webhooks/tell.ts';
import { type CatalogDeps, catalogDeps } from './compose.ts';

/** For an operation of the catalog that webhooks are told of: the catalog has no stream that could tell it. */
export function composeTelling(service: string): ApiDeps & CatalogDeps & { readonly tell: Tell } {
  const client = documentClient();
  const { TABLE_CATALOG } = readEnv('TABLE_CATALOG');
  const deps = apiDeps(service, client);
  return { ...deps, ...catalogDeps(client, TABLE_CATALOG, systemClock), tell: composeTell(client, deps.log) };
}
