import type { z } from 'zod';
import type { Page, PageRequest } from '../kernel/page.ts';
import { invalidField, notFound } from '../kernel/problem.ts';
import { type Day, endOfDayMs, startOfDayMs, toIso } from '../kernel/time.ts';
import type { Principal } from '../platform/http/principal.ts';
import type { outcomeSummary } from './contract/outcomes.ts';
import type { JudgedOutcome, JudgedOutcomes, Side } from './ports.ts';

type Summary = z.input<typeof outcomeSummary>;

type Caller = Pick<Principal, 'role' | 'subjectId' | 'publisherId'>;

export interface ListRequest extends PageRequest {
  readonly state?: 'qualified' | 'rejected' | undefined;
  readonly offerId?: string | undefined;
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
  readonly setterId?: string | undefined;
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
  principal: Caller,
  request: ListRequest,
): Promise<Page<Summary>> {
  const { from, to, state, offerId, limit, cursor } = request;
  if (from && to && to < from) throw invalidField('query.to', 'is before from');
  const page = await ports.judged.list(
    sideOf(principal, request),
    {
      state,
      offerId,
      setterId: setterAsked(principal, request),
      fromMs: from === undefined ? undefined : startOfDayMs(from, ports.zone),
      beforeMs: to === undefined ? undefined : endOfDayMs(to, ports.zone),
    },
    { limit, cursor },
  );
  const isSetter = principal.role === 'setter';
  return { ...page, items: page.items.map((item) => summaryOf(isSetter ? withoutMoney(item) : item)) };
}

const summaryOf = ({ openedAtMs, judgedAtMs, ...rest }: JudgedOutcome): Summary => ({
  ...rest,
  openedAt: toIso(openedAtMs),
  judgedAt: toIso(judgedAtMs),
});

/** What a setter's work comes to is its publisher's business. */
const withoutMoney = ({ payoutMinor: _payout, currency: _currency, ...rest }: JudgedOutcome): JudgedOutcome => rest;

/** A setter sees its own; an advertiser is not told who of a publisher's people brought what. */
function setterAsked({ role, subjectId }: Caller, { setterId, advertiserId }: ListRequest): string | undefined {
  if (role === 'setter') {
    if (setterId !== undefined && setterId !== subjectId) throw notFound('what you asked for');
    return subjectId;
  }
  if (setterId !== undefined && (role === 'advertiser' || advertiserId !== undefined)) {
    throw invalidField('query.setterId', 'goes with a publisher’s outcomes');
  }
  return setterId;
}

function sideOf(caller: Caller, request: ListRequest): Side {
  const { publisherId, advertiserId } = request;
  if (caller.role === 'operator') {
    if ((publisherId === undefined) === (advertiserId === undefined)) {
      throw invalidField('query.publisherId', 'name either a publisher or an advertiser');
    }
    return publisherId ? { publisherId } : { advertiserId: advertiserId ?? '' };
  }
  const own = ownSide(caller);
  const isForeign =
    (publisherId !== undefined && publisherId !== own.publisherId) ||
    (advertiserId !== undefined && advertiserId !== own.advertiserId);
  if (isForeign) throw notFound('what you asked for');
  return own;
}

function ownSide({ role, subjectId, publisherId = '' }: Caller): Side {
  if (role === 'setter') return { publisherId };
  return role === 'publisher' ? { publisherId: subjectId } : { advertiserId: subjectId };
}
