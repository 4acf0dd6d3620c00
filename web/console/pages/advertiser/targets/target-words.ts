import { hoursInWords } from '../../../../../shared/catalog/criteria-in-words.ts';
import type { Schema } from '../../../../client/client.ts';

type Target = Schema<'Target'>;

export const destinationInWords = (to: Target['destination']): string => (to.kind === 'number' ? to.number : to.uri);

export const openInWords = ({ hours }: Target): string => (hours ? hoursInWords(hours) : 'Always');

/** How much it takes: at the same time, in a day, and by its caps. */
export function roomInWords({ maxConcurrent, dailyCap, rules }: Target): string {
  const parts = [
    maxConcurrent === undefined ? undefined : `${maxConcurrent} at a time`,
    dailyCap === undefined ? undefined : `${dailyCap} a day`,
    ...(rules?.caps ?? []).map(({ per, calls }) =>
      calls === undefined
        ? `a budget ${per === 'total' ? 'in all' : `each ${per}`}`
        : `${calls} ${per === 'total' ? 'in all' : `each ${per}`}`,
    ),
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(', ') : 'No limit';
}
