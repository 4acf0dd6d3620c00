import type { z } from 'zod';
import type { Page, PageRequest } from '../kernel/page.ts';
import { invalidField, notFound } from '../kernel/problem.ts';
import { type Day, endOfDayMs, startOfDayMs, toIso } from '../kernel/time.ts';
import type { Principal } from '../platform/http/principal.ts';
import type { outcomeSummary } from './contract/outcomes.ts';
import type { JudgedOutcome, JudgedOutcomes, Side } from './ports.ts';

type Summary = z.input<typeof outcomeSummary>;

export interface ListRequest extends PageRequest {
  readonly state?: 'qualified' | 'rejected' | undefined;
  readonly offerId?: string | undefined;
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
  readonly publisherId?: string | undefined;
  readonly advertiserId?: string | undefined;
}

/**
 * Judged outcomes of one side, newest verdict first, each with that side's money.
 *
 * @throws Problem `invalid` where an operator names no side or both, or the days are in the wrong order; `not-found` where
 *   somebody asks for another's
 */
export async function listOutcomes(
  ports: { readonly judged: JudgedOutcomes; readonly zone: string },
  principal: Pick<Principal, 'role' | 'subjectId'>,
  request: ListRequest,
): Promise<Page<Summary>> {
  const { from, to, state, offerId, limit, cursor } = request;
  if (from && to && to < from) throw invalidField('query.to', 'is before from');
  const page = await ports.judged.list(
    sideOf(principal, request),
    {
      state,
      offerId,
      fromMs: from === undefined ? undefined : startOfDayMs(from, ports.zone),
      beforeMs: to === undefined ? undefined : endOfDayMs(to, ports.zone),
    },
    { limit, cursor },
  );
  return { ...page, items: page.items.map(summaryOf) };
}

const summaryOf = ({ openedAtMs, judgedAtMs, ...rest }: JudgedOutcome): Summary => ({
  ...rest,
  openedAt: toIso(openedAtMs),
  judgedAt: toIso(judgedAtMs),
});

function sideOf({ role, subjectId }: Pick<Principal, 'role' | 'subjectId'>, request: ListRequest): Side {
  const { publisherId, advertiserId } = request;
  if (role === 'operator') {
    if ((publisherId === undefined) === (advertiserId === undefined)) {
      throw invalidField('query.publisherId', 'name either a publisher or an advertiser');
    }
    return publisherId ? { publisherId } : { advertiserId: advertiserId ?? '' };
  }
  const own = role === 'publisher' ? { publisherId: subjectId } : { advertiserId: subjectId };
  const isForeign =
    (publisherId !== undefined && publisherId !== own.publisherId) ||
    (advertiserId !== undefined && advertiserId !== own.advertiserId);
  if (isForeign) throw notFound('what you asked for');
  return own;
}
