import type { Schema } from '../../../../client/client.ts';
import { instant } from '../../../app/format.ts';

type LeadDelivery = NonNullable<Schema<'Lead'>['delivery']>;

/** Why a try failed, as shared/leads/delivery/read-answer.ts and platform/http/outbound.ts name it. */
const PROBLEMS: Readonly<Record<string, string>> = {
  'no-reason': 'your system gave it back without a reason',
  'reason-not-allowed': 'your system gave it back for a reason that the offer does not allow',
  'decided-to-count': 'your system gave it back, though it was decided to count',
  'error-body': 'your system’s answer did not say that it took it',
  'not-json': 'your system answered with a page in the place of JSON',
};

const problemInWords = (problem: string): string => {
  const [, status] = /^status-(\d{3})$/.exec(problem) ?? [];
  if (status) return `your system answered ${status}`;
  return PROBLEMS[problem] ?? `your system could not be reached (${problem})`;
};

const tries = (count: number): string => (count === 1 ? '1 try' : `${count} tries`);

/** How it stands with sending a lead; undefined where it is sent nowhere. */
export function deliveryInWords({ state, attempts, problem, deliveredAt }: LeadDelivery): string | undefined {
  const why = problem === undefined ? '' : `: ${problemInWords(problem)}`;
  switch (state) {
    case 'delivered':
      return `Taken by your system ${deliveredAt ? instant(deliveredAt) : ''} after ${tries(attempts)}`;
    case 'returned':
      return 'Given back';
    case 'failed':
      return `Not taken in ${tries(attempts)}, and not sent any more${why}`;
    case 'waiting':
      return attempts === 0 ? undefined : `Not taken in ${tries(attempts)}, and tried again${why}`;
  }
}
