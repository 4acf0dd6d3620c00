import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { functionNameOf } from '../plan.ts';
import { localArn, type Provision, type ProvisionContext, physicalName, type Resource } from './handler.ts';

/** Two cores do not run faster with more; a real account gives a thousand. */
const MAX_CONTAINERS = 4;
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MB = 128;

const propertiesSchema = z.object({
  FunctionName: z.string().optional(),
  Code: z.object({ S3Key: z.string().optional(), ZipFile: z.string().optional() }),
  Handler: z.string(),
  Runtime: z.string().startsWith('nodejs'),
  Timeout: z.coerce.number().positive().default(DEFAULT_TIMEOUT_SECONDS),
  MemorySize: z.coerce.number().positive().default(DEFAULT_MEMORY_MB),
  ReservedConcurrentExecutions: z.coerce.number().optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).default({ Variables: {} }),
  DeadLetterConfig: z.object({ TargetArn: z.string() }).optional(),
});

/** CDK's own copier of static files, in Python: the files are served from the assembly (console.ts). */
const COPIER = 'CustomCDKBucketDeployment';

/** A function from its bundled asset: noted with its own environment, started by its first invocation. */
export const provisionFunction: Provision = (resource, context) => {
  if (resource.logicalId.startsWith(COPIER)) {
    return { ref: resource.logicalId, attributes: { Arn: localArn('lambda', `function:${resource.logicalId}`) } };
  }
  const wanted = propertiesSchema.parse(resource.properties);
  const name = physicalName(resource, wanted.FunctionName);
  const reserved = wanted.ReservedConcurrentExecutions ?? MAX_CONTAINERS;
  context.plan.functions.push({
    logicalId: resource.logicalId,
    name,
    codeDir: codeDirectory(resource, wanted.Code, context),
    handler: wanted.Handler,
    environment: wanted.Environment.Variables,
    timeoutMs: wanted.Timeout * 1000,
    memoryMb: wanted.MemorySize,
    maxContainers: Math.min(reserved, MAX_CONTAINERS),
  });
  if (wanted.DeadLetterConfig) {
    const onFailureArn = wanted.DeadLetterConfig.TargetArn;
    context.plan.asyncConfigs.push({ functionName: name, maxRetries: DEFAULT_ASYNC_RETRIES, onFailureArn });
  }
  return { ref: name, attributes: { Arn: localArn('lambda', `function:${name}`) } };
};

type Code = z.infer<typeof propertiesSchema>['Code'];

function codeDirectory(resource: Resource, code: Code, context: ProvisionContext): string {
  if (code.ZipFile !== undefined) return writeInlineCode(resource, code.ZipFile, context);
  const path = code.S3Key === undefined ? undefined : context.assetPaths.get(code.S3Key);
  const label = `${resource.stackName}/${resource.logicalId}`;
  if (!path || !existsSync(path))
    throw new Error(`${label}: the code asset ${code.S3Key ?? ''} is not in the assembly`);
  if (!statSync(path).isDirectory())
    throw new Error(`${label}: the code asset ${path} is an archive; bundle into a directory`);
  return path;
}

function writeInlineCode(resource: Resource, source: string, context: ProvisionContext): string {
  const dir = join(context.stateDir, 'inline', `${resource.stackName}-${resource.logicalId}`);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'index.js'), source);
  // Lambda reads a bare .js as CommonJS; without this, Node would ask the project's own package.json.
  writeFileSync(join(dir, 'package.json'), '{"type":"commonjs"}\n');
  return dir;
}

/** What Lambda does when nothing is configured. */
const DEFAULT_ASYNC_RETRIES = 2;

const eventInvokeSchema = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.coerce.number().int().min(0).max(2).default(DEFAULT_ASYNC_RETRIES),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
});

/** Retries and the failure destination of asynchronous invocations. */
export const provisionEventInvokeConfig: Provision = (resource, context) => {
  const wanted = eventInvokeSchema.parse(resource.properties);
  context.plan.asyncConfigs.push({
    functionName: functionNameOf(wanted.FunctionName),
    maxRetries: wanted.MaximumRetryAttempts,
    onFailureArn: wanted.DestinationConfig?.OnFailure?.Destination,
  });
  return { ref: resource.logicalId, attributes: {} };
};

const versionSchema = z.object({ FunctionName: z.string() });

/** A version or alias is the function itself here: there is one code at a time. */
export const provisionVersionOrAlias: Provision = (resource) => {
  const name = functionNameOf(versionSchema.parse(resource.properties).FunctionName);
  const arn = localArn('lambda', `function:${name}`);
  return { ref: arn, attributes: { Version: '1', FunctionArn: arn, AliasArn: arn } };
};
