import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Resource {
  readonly id: string;
  readonly stack: string;
  readonly type: string;
  readonly properties: Properties;
  readonly deletionPolicy?: string;
}

/** A template's properties are whatever CloudFormation says; tests look into them by path. */
// biome-ignore lint/suspicious/noExplicitAny: see above
type Properties = Record<string, any>;

export interface Assembly {
  /** Template text by file name. */
  readonly templates: ReadonlyMap<string, string>;
  readonly resources: readonly Resource[];
  /** Of this project's own: what CDK adds to copy static files follows CDK's rules. */
  ofType(type: string): Resource[];
}

const COPIER = 'CustomCDKBucketDeployment';

export interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
}

interface Template {
  readonly Resources?: Record<string, { Type: string; Properties?: Properties; DeletionPolicy?: string }>;
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
  const own = resources.filter(({ id }) => !id.startsWith(COPIER));
  return { templates, resources, ofType: (type) => own.filter((resource) => resource.type === type) };
}

/** What a role may do. */
export function statementsOf(role: Resource): Statement[] {
  const policies: { PolicyDocument: { Statement: Statement[] } }[] = role.properties.Policies ?? [];
  return policies.flatMap((policy) => policy.PolicyDocument.Statement);
}

export function actionsOf(statement: Statement): string[] {
  return [statement.Action].flat();
}

/** The role of a function, which is always in the same stack. */
export function roleOf(assembly: Assembly, fn: Resource): Resource {
  const [id] = fn.properties.Role['Fn::GetAtt'];
  const role = assembly.resources.find((resource) => resource.stack === fn.stack && resource.id === id);
  if (!role) throw new Error(`${fn.id} has no role of its own`);
  return role;
}
