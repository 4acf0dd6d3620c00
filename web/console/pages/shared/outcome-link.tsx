import { Link } from 'wouter';

/** An outcome's id as the way to its page. */
export const OutcomeLink = ({ outcomeId }: { readonly outcomeId: string }) => (
  <Link href={`/outcomes/${outcomeId}`}>{outcomeId}</Link>
);
