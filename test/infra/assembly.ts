import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Resource {
  readonly id: string;
  readonly stack: string;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template's properties are whatever CloudFormation says
  readonly properties: any;
  readonly deletionPolicy?: string;
}

export interface Assembly {
  /** Template text by file name. */
  readonly templates: ReadonlyMap<string, string>;
  readonly resources: readonly Resource[];
  ofType(type: string): Resource[];
}

interface Template {
  readonly Resources?: Record<string, { Type: string; Properties?: unknown; DeletionPolicy?: string }>;
}

/** Reads the templates of a cloud assembly as one list of resources. */
export function readAssembly(directory: string): Assembly {
  const names = readdirSync(directory).filter((name) => name.endsWith('.template.json'));
  const templates = new Map(names.map((name) => [name, readFileSync(join(directory, name), 'utf8')]));
  const resources = [...templates].flatMap(([name, text]) => {
    const { Resources = {} }: Template = JSON.parse(text);
    return Object.entries(Resources).map(([id, resource]) => ({
      id,
      stack: name.replace('.template.json', ''),
      type: resource.Type,
      properties: resource.Properties ?? {},
      deletionPolicy: resource.DeletionPolicy,
    }));
  });
  return { templates, resources, ofType: (type) => resources.filter((resource) => resource.type === type) };
}
