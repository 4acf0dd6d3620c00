import { handlerOf as answerHandler } from '../../functions/disputes/answer-dispute/handler.ts';
import { objectionsFrom } from '../../functions/disputes/compose.ts';
import { handlerOf as decideHandler } from '../../functions/disputes/decide-dispute/handler.ts';
import { finishHandler } from '../../functions/disputes/finish-disputes/handler.ts';
import { handlerOf as getHandler } from '../../functions/disputes/get-dispute/handler.ts';
import { handlerOf as listHandler } from '../../functions/disputes/list-disputes/handler.ts';
import { handlerOf as openHandler } from '../../functions/disputes/open-dispute/handler.ts';
import { handlerOf as withdrawHandler } from '../../functions/disputes/withdraw-dispute/handler.ts';
import { handlerOf as outcomeHandler } from '../../functions/outcomes/get-outcome/handler.ts';
import { tellCorrections } from '../../functions/outcomes/tell-corrections.ts';
import type { Terms } from '../../shared/catalog/model.ts';
import { dynamoDisputes } from '../../shared/disputes/dynamo-disputes.ts';
import type { ObjectionPorts } from '../../shared/disputes/ports.ts';
import { correctOutcome } from '../../shared/ledger/correct-outcome.ts';
import type { CorrectionKind, Standing } from '../../shared/ledger/correction.ts';
import type { Outcome } from '../../shared/outcomes/model.ts';
import { moneyWorld } from '../ledger/money-world.ts';
import { api } from '../outcomes/api-world.ts';
import { openOutcome } from '../outcomes/samples.ts';
import { callApi } from '../support/api-event.ts';
import { silentLog } from '../support/log.ts';

/** Handlers of disputes over outcomes of 45.00 charged and 30.00 earned; `over` cuts in where a test wants a fault. */
export async function disputesWorld(
  agreed: Partial<Terms> = {},
  qualifiedCount = 100,
  worth: ObjectionPorts['worth'] = {},
) {
  const money = await moneyWorld(agreed);
  const disputes = dynamoDisputes(money.client, money.outcomesName);
  const bought: string[] = [];
  const deps = {
    ...money.deps,
    ...api,
    disputes,
    countQualified: async () => qualifiedCount,
    worth,
    tellBought: async ({ outcomeId }: Outcome) => void bought.push(outcomeId),
    log: silentLog,
  };
  const post = (handler: Parameters<typeof callApi>[0], key: string, body: unknown, disputeId?: string) =>
    callApi(handler, { method: 'POST', key, body, ...(disputeId ? { params: { disputeId } } : {}) });
  return {
    ...money,
    disputes,
    /** What counts after all, each time it was told. */
    bought,
    qualify: (outcomeId: string, publisherId = 'pub_blog') =>
      money.qualify(outcomeId, { terms: { ...openOutcome('x').terms, publisherId } }),
    open: (outcomeId: string, over = {}, key = 'acme', faults = {}) =>
      post(openHandler({ ...deps, ...faults }), key, {
        outcomeId,
        reason: 'wrong-service',
        note: 'wanted a plumber',
        ...over,
      }),
    answer: (disputeId: string, body: object, key = 'blog') =>
      post(answerHandler(deps), key, { note: 'we disagree', ...body }, disputeId),
    decide: (disputeId: string, body: object, key = 'operator', faults = {}) =>
      post(decideHandler({ ...deps, ...faults }), key, { note: 'heard the recording', ...body }, disputeId),
    /** Whatever corrected it. */
    correct: (outcomeId: string, kind: CorrectionKind, change: Standing) =>
      correctOutcome(money.deps, outcomeId, { causeId: kind, kind, reason: kind, change: () => change }),
    /** A publisher's own dispute. */
    object: (outcomeId: string, over = {}, key = 'blog', faults = {}) =>
      post(openHandler({ ...deps, ...faults }), key, {
        outcomeId,
        reason: 'met-the-terms',
        note: 'they talked for two minutes',
        ...over,
      }),
    outcome: (outcomeId: string, key = 'blog') =>
      callApi(
        outcomeHandler({
          ...deps,
          objectionable: objectionsFrom(deps),
          correctionsOf: tellCorrections(deps.corrections),
        }),
        { key, params: { outcomeId } },
      ),
    withdraw: (disputeId: string, key = 'acme') => post(withdrawHandler(deps), key, { note: 'our mistake' }, disputeId),
    get: (disputeId: string, key: string) =>
      callApi(getHandler(deps), {
        key,
        params: { disputeId },
      }),
    list: (key: string, query = {}) => callApi(listHandler(deps), { key, query }),
    finish: (faults = {}) => finishHandler({ ...deps, ...faults })(),
    cutOff: { book: { ...deps.book, book: () => Promise.reject(new Error('cut off')) } },
  };
}
