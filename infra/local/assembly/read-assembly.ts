import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z
        .object({
          templateFile: z.string().optional(),
          stackName: z.string().optional(),
          directoryName: z.string().optional(),
        })
        .optional(),
      dependencies: z.array(z.string()).default([]),
    }),
  ),
});

const templateSchema = z.object({
  Parameters: z.record(z.string(), z.object({ Type: z.string(), Default: z.unknown().optional() })).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z
    .record(
      z.string(),
      z.object({
        Type: z.string(),
        Properties: z.record(z.string(), z.unknown()).default({}),
        Condition: z.string().optional(),
        DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
      }),
    )
    .default({}),
  Outputs: z
    .record(
      z.string(),
      z.object({
        Value: z.unknown(),
        Condition: z.string().optional(),
        Export: z.object({ Name: z.unknown() }).optional(),
      }),
    )
    .default({}),
});

const assetsSchema = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional(), packaging: z.string().default('file') }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

export type Template = z.infer<typeof templateSchema>;

/** One stack of a cloud assembly, with the folders its assets were bundled into, by S3 object key. */
export type AssemblyStack = {
  readonly name: string;
  readonly template: Template;
  readonly assetPaths: ReadonlyMap<string, string>;
};

/**
 * Reads the stacks of a synthesized CDK app, dependencies first.
 * Throws when the directory holds no manifest or a template is not what CloudFormation describes.
 */
export function readAssembly(assemblyDir: string): AssemblyStack[] {
  const manifestFile = join(assemblyDir, 'manifest.json');
  if (!existsSync(manifestFile)) throw new Error(`no cloud assembly in ${assemblyDir}: manifest.json is missing`);
  const { artifacts } = manifestSchema.parse(readJson(manifestFile));
  const stacks: AssemblyStack[] = [];
  for (const id of dependenciesFirst(artifacts)) {
    const artifact = artifacts[id];
    if (artifact?.type === 'cdk:cloud-assembly' && artifact.properties?.directoryName) {
      stacks.push(...readAssembly(join(assemblyDir, artifact.properties.directoryName)));
    }
    if (artifact?.type === 'aws:cloudformation:stack' && artifact.properties?.templateFile) {
      const template = templateSchema.parse(readJson(join(assemblyDir, artifact.properties.templateFile)));
      stacks.push({ name: artifact.properties.stackName ?? id, template, assetPaths: readAssetPaths(assemblyDir, id) });
    }
  }
  return stacks;
}

function readAssetPaths(assemblyDir: string, stackId: string): Map<string, string> {
  const paths = new Map<string, string>();
  const file = join(assemblyDir, `${stackId}.assets.json`);
  if (!existsSync(file)) return paths;
  for (const { source, destinations } of Object.values(assetsSchema.parse(readJson(file)).files)) {
    for (const { objectKey } of Object.values(destinations)) {
      if (source.path) paths.set(objectKey, resolve(assemblyDir, source.path));
    }
  }
  return paths;
}

function dependenciesFirst(artifacts: z.infer<typeof manifestSchema>['artifacts']): string[] {
  const ordered: string[] = [];
  const seen = new Set<string>();
  const visit = (id: string): void => {
    if (seen.has(id)) return;
    seen.add(id);
    for (const dependency of artifacts[id]?.dependencies ?? []) visit(dependency);
    ordered.push(id);
  };
  for (const id of Object.keys(artifacts)) visit(id);
  return ordered;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
