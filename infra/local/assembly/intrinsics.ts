import type { Template } from './read-assembly.ts';

/** What a provisioned resource answers to `Ref` and `Fn::GetAtt`. */
export type Physical = { readonly ref: string; readonly attributes: Readonly<Record<string, string>> };

export type ResolveScope = {
  readonly stackName: string;
  readonly template: Template;
  /** The stack's resources so far, by logical id. */
  readonly resources: ReadonlyMap<string, Physical>;
  /** Exports of the stacks before this one. */
  readonly exports: ReadonlyMap<string, string>;
  readonly pseudo: Readonly<Record<string, string>>;
};

/** Stands for `AWS::NoValue`: the property that holds it disappears. */
const NO_VALUE = Symbol('AWS::NoValue');
type Resolver = (value: unknown) => unknown;
type Intrinsic = (argument: unknown, scope: ResolveScope, resolve: Resolver) => unknown;

/** Resolves every intrinsic function of a template value; throws naming an intrinsic or reference it does not know. */
export function resolveValue(value: unknown, scope: ResolveScope): unknown {
  const resolved = resolveNode(value, scope);
  return resolved === NO_VALUE ? undefined : resolved;
}

/** True when a condition of the template holds. Throws for a condition that is not declared. */
export function conditionHolds(name: string, scope: ResolveScope): boolean {
  if (!(name in scope.template.Conditions)) throw new Error(`${scope.stackName}: unknown condition ${name}`);
  return resolveNode(scope.template.Conditions[name], scope) === true;
}

function resolveNode(value: unknown, scope: ResolveScope): unknown {
  if (typeof value === 'string') return refuseDynamicReference(value, scope);
  if (Array.isArray(value)) return value.map((item) => resolveNode(item, scope)).filter((item) => item !== NO_VALUE);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first && isIntrinsicName(first[0])) {
    const intrinsic = INTRINSICS[first[0]];
    if (!intrinsic) throw new Error(`${scope.stackName}: the local runtime does not know the intrinsic ${first[0]}`);
    return intrinsic(first[1], scope, (inner) => resolveNode(inner, scope));
  }
  const resolved = entries.map(([key, inner]) => [key, resolveNode(inner, scope)] as const);
  return Object.fromEntries(resolved.filter(([, inner]) => inner !== NO_VALUE));
}

function isIntrinsicName(key: string): boolean {
  return key === 'Ref' || key === 'Condition' || key.startsWith('Fn::');
}

function refuseDynamicReference(text: string, scope: ResolveScope): string {
  if (text.startsWith('{{resolve:'))
    throw new Error(`${scope.stackName}: dynamic references are not supported: ${text}`);
  return text;
}

function reference(name: unknown, scope: ResolveScope): unknown {
  const key = String(name);
  if (key === 'AWS::NoValue') return NO_VALUE;
  if (key === 'AWS::StackName') return scope.stackName;
  const known = scope.pseudo[key] ?? scope.resources.get(key)?.ref;
  if (known !== undefined) return known;
  const parameter = scope.template.Parameters[key];
  if (parameter && parameter.Default !== undefined) return String(parameter.Default);
  throw new Error(`${scope.stackName}: Ref to ${key}, which is unknown or not run locally`);
}

function attribute(argument: unknown, scope: ResolveScope): string {
  const [logicalId = '', ...rest] = typeof argument === 'string' ? argument.split('.') : (argument as string[]);
  const name = rest.join('.');
  const value = scope.resources.get(logicalId)?.attributes[name];
  if (value === undefined) throw new Error(`${scope.stackName}: Fn::GetAtt ${logicalId}.${name} is unknown`);
  return value;
}

function substitute(argument: unknown, scope: ResolveScope, resolve: Resolver): string {
  const [text, own] = Array.isArray(argument) ? argument : [argument, {}];
  const variables = resolve(own) as Record<string, unknown>;
  return String(text).replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in variables) return String(variables[name]);
    return String(name.includes('.') ? attribute(name, scope) : reference(name, scope));
  });
}

function importValue(argument: unknown, scope: ResolveScope, resolve: Resolver): string {
  const name = String(resolve(argument));
  const value = scope.exports.get(name);
  if (value === undefined)
    throw new Error(`${scope.stackName}: Fn::ImportValue ${name} is exported by no earlier stack`);
  return value;
}

function findInMap(argument: unknown, scope: ResolveScope, resolve: Resolver): unknown {
  const [map, top, second] = (resolve(argument) as unknown[]).map(String) as [string, string, string];
  const value = scope.template.Mappings[map]?.[top]?.[second];
  if (value === undefined) throw new Error(`${scope.stackName}: Fn::FindInMap ${map}.${top}.${second} is unknown`);
  return value;
}

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, scope) => reference(argument, scope),
  Condition: (argument, scope) => conditionHolds(String(argument), scope),
  'Fn::GetAtt': (argument, scope) => attribute(argument, scope),
  'Fn::Join': (argument, _scope, resolve) => {
    const [separator, parts] = argument as [string, unknown];
    return (resolve(parts) as unknown[]).join(separator);
  },
  'Fn::Sub': substitute,
  'Fn::Select': (argument, _scope, resolve) => {
    const [index, list] = resolve(argument) as [number | string, unknown[]];
    return list[Number(index)];
  },
  'Fn::Split': (argument, _scope, resolve) => {
    const [separator, text] = resolve(argument) as [string, string];
    return text.split(separator);
  },
  'Fn::If': (argument, scope, resolve) => {
    const [condition, yes, no] = argument as [string, unknown, unknown];
    return resolve(conditionHolds(condition, scope) ? yes : no);
  },
  'Fn::Equals': (argument, _scope, resolve) => {
    const [left, right] = resolve(argument) as [unknown, unknown];
    return String(left) === String(right);
  },
  'Fn::Not': (argument, _scope, resolve) => (resolve(argument) as [unknown])[0] !== true,
  'Fn::And': (argument, _scope, resolve) => (resolve(argument) as unknown[]).every((part) => part === true),
  'Fn::Or': (argument, _scope, resolve) => (resolve(argument) as unknown[]).some((part) => part === true),
  'Fn::ImportValue': importValue,
  'Fn::FindInMap': findInMap,
};
