import type { Template } from './read-assembly.ts';

/**
 * Logical ids in an order in which each comes after everything it refers to (`Ref`, `Fn::GetAtt`, `Fn::Sub`, `DependsOn`).
 * Throws on a cycle, naming its members.
 */
export function dependencyOrder(template: Template): string[] {
  const ordered: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (id: string, path: readonly string[]): void => {
    if (state.get(id) === 'done') return;
    if (state.get(id) === 'open')
      throw new Error(`resources depend on each other in a circle: ${[...path, id].join(' → ')}`);
    state.set(id, 'open');
    for (const dependency of referencesOf(template, id)) visit(dependency, [...path, id]);
    state.set(id, 'done');
    ordered.push(id);
  };
  for (const id of Object.keys(template.Resources)) visit(id, []);
  return ordered;
}

function referencesOf(template: Template, id: string): Set<string> {
  const resource = template.Resources[id];
  const found = new Set<string>();
  collect(resource?.Properties, found);
  for (const dependency of [resource?.DependsOn ?? []].flat()) found.add(dependency);
  return new Set([...found].filter((name) => name !== id && name in template.Resources));
}

function collect(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found);
    return;
  }
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'Ref') found.add(String(inner));
    else if (key === 'Fn::GetAtt')
      found.add(Array.isArray(inner) ? String(inner[0]) : (String(inner).split('.')[0] ?? ''));
    else if (key === 'Fn::Sub') collectSub(inner, found);
    else collect(inner, found);
  }
}

function collectSub(argument: unknown, found: Set<string>): void {
  const [text, variables] = Array.isArray(argument) ? argument : [argument, undefined];
  for (const match of String(text).matchAll(/\$\{([^!}][^}]*)\}/g)) found.add((match[1] ?? '').split('.')[0] ?? '');
  collect(variables, found);
}
