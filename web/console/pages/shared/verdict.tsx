import type { Schema } from '../../../client/client.ts';

type Result = Schema<'CriterionResult'>;

const GROUPS = { all: 'All of these', any: 'At least one of these', not: 'Not this' } as const;

const sentence = (value: unknown): string =>
  value === undefined || value === null
    ? 'nothing'
    : typeof value === 'object'
      ? Object.entries(value)
          .filter(([name]) => name !== 'kind')
          .map(
            ([name, inner]) =>
              `${name} ${Array.isArray(inner) ? inner.join(', ') : typeof inner === 'object' ? sentence(inner) : String(inner)}`,
          )
          .join('; ')
      : String(value);

/** Each criterion in words: what was asked, what was seen, and whether it held. */
export function Criteria({ of }: { readonly of: Result }) {
  const sign = of.held ? '✓' : '✗';
  const held = of.held ? 'held' : 'failed';
  if ('of' in of) {
    return (
      <div>
        <span className={held}>
          {sign} {GROUPS[of.kind]}
        </span>
        <ul className="criteria">
          {of.of.map((inner, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a verdict never change
            <li key={index}>
              <Criteria of={inner} />
            </li>
          ))}
        </ul>
      </div>
    );
  }
  return (
    <span className={held}>
      {sign} <strong>{of.kind.replaceAll('-', ' ')}</strong> {of.held ? 'held' : 'did not hold'}: asked{' '}
      {sentence(of.asked)}, seen {sentence(of.seen)}
    </span>
  );
}
