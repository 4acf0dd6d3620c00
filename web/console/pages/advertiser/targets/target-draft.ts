import type { Schema } from '../../../../client/client.ts';

type NewTarget = Schema<'NewTarget'>;
export type Rules = NonNullable<NewTarget['rules']>;
export type TargetDraft = Required<Pick<NewTarget, 'name' | 'destination' | 'state' | 'priority' | 'ringSeconds'>> &
  Pick<NewTarget, 'hours' | 'maxConcurrent' | 'dailyCap' | 'rules'>;

export const emptyTarget = (): TargetDraft => ({
  name: '',
  destination: { kind: 'number', number: '' },
  state: 'active',
  priority: 100,
  ringSeconds: 25,
});

/** What the API takes of a draft, or of a target as it was read. */
export function newTargetOf(draft: TargetDraft): NewTarget {
  const { name, destination, state, priority, ringSeconds, hours, maxConcurrent, dailyCap, rules } = draft;
  return {
    name,
    destination,
    state,
    priority,
    ringSeconds,
    ...(hours && { hours }),
    ...(maxConcurrent !== undefined && { maxConcurrent }),
    ...(dailyCap !== undefined && { dailyCap }),
    ...(rules && Object.keys(rules).length > 0 && { rules }),
  };
}

/** An object without the keys that have no value: the API knows absent, not empty. */
export function present<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T | undefined {
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return entries.length > 0 ? (Object.fromEntries(entries) as T) : undefined;
}
