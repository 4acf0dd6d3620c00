import type { Criterion } from '../../../../shared/catalog/criteria.ts';
import { criteriaInWords } from '../../../../shared/catalog/criteria-in-words.ts';
import type { Schema } from '../../../client/client.ts';

type Result = Schema<'CriterionResult'>;
type Answered = Exclude<Result, { of: unknown }>;

const GROUPS = { all: 'All of these', any: 'At least one of these', not: 'Not this' } as const;

const seenInWords = (seen: Answered['seen']): string => {
  if (seen === null) return 'nothing that tells';
  if (typeof seen === 'boolean') return seen ? 'yes' : 'no';
  return String(seen);
};

/** A question as the offer's terms put it, and what was seen: by the same words in which the terms are read. */
function Question({ of }: { readonly of: Answered }) {
  return (
    <>
      {criteriaInWords(of.asked as Criterion)}: <strong>{of.held ? 'so it was' : 'it was not so'}</strong>, seen{' '}
      {seenInWords(of.seen)}
    </>
  );
}

/** Each criterion in words: what was asked, what was seen, and whether it held. */
export function Criteria({ of }: { readonly of: Result }) {
  const sign = <span className={of.held ? 'held' : 'failed'}>{of.held ? '✓' : '✗'}</span>;
  if (!('of' in of)) {
    return (
      <span>
        {sign} <Question of={of} />
      </span>
    );
  }
  const parts = Array.isArray(of.of) ? of.of : [of.of];
  return (
    <div>
      {sign} {GROUPS[of.kind]}
      <ul className="criteria">
        {parts.map((inner, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a verdict never change
          <li key={index}>
            <Criteria of={inner} />
          </li>
        ))}
      </ul>
    </div>
  );
}
