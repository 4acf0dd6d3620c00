import type { Physical } from '../assembly/intrinsics.ts';
import { type Endpoints, type EngineClients, LOCAL_ACCOUNT, LOCAL_REGION } from '../engines/clients.ts';
import type { Plan } from '../plan.ts';
import type { SecretStore } from '../state/secret-store.ts';

/** One resource of a template, its properties resolved. */
export type Resource = {
  readonly stackName: string;
  readonly logicalId: string;
  readonly properties: Readonly<Record<string, unknown>>;
};

export type ProvisionContext = {
  readonly clients: EngineClients;
  readonly endpoints: Endpoints;
  readonly plan: Plan;
  readonly secrets: SecretStore;
  readonly assetPaths: ReadonlyMap<string, string>;
  readonly stateDir: string;
  /** Where this app will answer: what the HTTP API's endpoint attribute resolves to. */
  readonly url: string;
};

/** Makes a resource real (or notes it in the plan) and answers what refers to it. */
export type Provision = (resource: Resource, context: ProvisionContext) => Promise<Physical> | Physical;

/** CloudFormation names a resource by stack, logical id and chance; here without chance, so that a restart finds it again. */
export function physicalName(resource: Resource, given: string | undefined, maxLength = 64): string {
  return given ?? `${resource.stackName}-${resource.logicalId}`.slice(-maxLength);
}

export function localArn(service: string, resource: string): string {
  return `arn:aws:${service}:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${resource}`;
}
