import { z } from 'zod';
import { conditionHolds, type Physical, type ResolveScope, resolveValue } from '../assembly/intrinsics.ts';
import { dependencyOrder } from '../assembly/order.ts';
import type { AssemblyStack } from '../assembly/read-assembly.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../engines/clients.ts';
import type { ProvisionContext } from './handler.ts';
import { RESOURCE_TYPES } from './registry.ts';

const PSEUDO = {
  'AWS::Region': LOCAL_REGION,
  'AWS::AccountId': LOCAL_ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackId': 'local',
} as const;

/** Throws, naming stack, logical id and type, when the assembly holds a type the runtime does not know. */
export function refuseUnknownTypes(stacks: readonly AssemblyStack[]): void {
  const unknown = stacks.flatMap((stack) =>
    Object.entries(stack.template.Resources)
      .filter(([, resource]) => !(resource.Type in RESOURCE_TYPES))
      .map(([logicalId, resource]) => `${stack.name}/${logicalId} (${resource.Type})`),
  );
  if (unknown.length > 0) {
    throw new Error(
      `the local runtime does not know ${unknown.join(', ')}: what runs locally must be what deploys. ` +
        'Teach it in infra/local/resources/registry.ts or leave the resource out.',
    );
  }
}

/** Provisions every stack in order, each resource after those it refers to; exports of one stack reach the next. */
export async function provisionAssembly(
  stacks: readonly AssemblyStack[],
  context: Omit<ProvisionContext, 'assetPaths'>,
): Promise<void> {
  refuseUnknownTypes(stacks);
  const exports = new Map<string, string>();
  for (const stack of stacks) {
    const resources = new Map<string, Physical>();
    const scope: ResolveScope = { stackName: stack.name, template: stack.template, resources, exports, pseudo: PSEUDO };
    for (const logicalId of dependencyOrder(stack.template)) {
      await provisionOne(stack, logicalId, scope, resources, { ...context, assetPaths: stack.assetPaths });
    }
    collectExports(stack, scope, exports);
  }
}

async function provisionOne(
  stack: AssemblyStack,
  logicalId: string,
  scope: ResolveScope,
  resources: Map<string, Physical>,
  context: ProvisionContext,
): Promise<void> {
  const resource = stack.template.Resources[logicalId];
  const handler = resource && RESOURCE_TYPES[resource.Type];
  if (!resource || !handler) return;
  if (resource.Condition && !conditionHolds(resource.Condition, scope)) return;
  try {
    // Ignored resources keep their properties unread: a policy may name anything.
    const properties = handler.kind === 'ignored' ? {} : resolveValue(resource.Properties, scope);
    const physical = await handler.provision(
      { stackName: stack.name, logicalId, properties: properties as Record<string, unknown> },
      context,
    );
    resources.set(logicalId, physical);
  } catch (error) {
    throw new Error(`${stack.name}/${logicalId} (${resource.Type}): ${reasonOf(error)}`, { cause: error });
  }
}

function collectExports(stack: AssemblyStack, scope: ResolveScope, exports: Map<string, string>): void {
  for (const output of Object.values(stack.template.Outputs)) {
    if (!output.Export || (output.Condition && !conditionHolds(output.Condition, scope))) continue;
    exports.set(String(resolveValue(output.Export.Name, scope)), String(resolveValue(output.Value, scope)));
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
}
