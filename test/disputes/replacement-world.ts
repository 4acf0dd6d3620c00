import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { handlerOf as askHandler } from '../../functions/disputes/ask-replacement/handler.ts';
import { finishHandler } from '../../functions/disputes/finish-disputes/handler.ts';
import { handlerOf as openHandler } from '../../functions/disputes/open-dispute/handler.ts';
import { handlerOf as getHandler } from '../../functions/outcomes/get-outcome/handler.ts';
import { tellCorrections } from '../../functions/outcomes/tell-corrections.ts';
import type { Windows } from '../../shared/catalog/aftermath.ts';
import { dynamoDisputes } from '../../shared/disputes/dynamo-disputes.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { chainStandings } from '../../shared/ledger/chain-standings.ts';
import { correctLateTruth, type LateTruthPorts } from '../../shared/ledger/correct-late-truth.ts';
import { verdictJournal } from '../../shared/ledger/post-entry.ts';
import { type JudgePorts, judgeOutcome } from '../../shared/outcomes/judge-outcome.ts';
import { outcomeKey } from '../../shared/outcomes/keys.ts';
import type { Facts } from '../../shared/outcomes/model.ts';
import { truthItem } from '../../shared/outcomes/outcome-item.ts';
import { moneyWorld, ZONE } from '../ledger/money-world.ts';
import { api } from '../outcomes/api-world.ts';
import { facts, openOutcome } from '../outcomes/samples.ts';
import { callApi } from '../support/api-event.ts';
import { silentLog } from '../support/log.ts';

export const WINDOWS: Windows = {
  ...{ disputeDays: 14, clawbackDays: 45, feedbackDays: 45 },
  replacement: { askDays: 5, deliverDays: 10 },
};

/** Outcomes of 45.00 charged and 30.00 earned, judged by the product's own judging, under an offer that replaces what is refused. */
export async function replacementWorld(windows: Windows = WINDOWS) {
  const money = await moneyWorld({ windows });
  const disputes = dynamoDisputes(money.client, money.outcomesName);
  const deps = {
    ...money.deps,
    ...api,
    disputes,
    countQualified: async () => 100,
    worth: {},
    tellBought: async () => {},
    log: silentLog,
  };
  const ports: JudgePorts & LateTruthPorts = {
    ...deps,
    history: { note: async () => {}, earlier: async () => [] },
    customers: { add: async () => 0, has: async () => false },
    journal: verdictJournal({ book: money.deps.book, clock: money.clock, zone: ZONE }),
    chain: { chains: money.deps.chains, standings: chainStandings(money.deps.corrections) },
  };

  /** Opens and settles one; whoever talks for less than a minute does not qualify. */
  async function settled(outcomeId: string, publisherId = 'pub_blog', talkSeconds = 95): Promise<string> {
    await money.outcomes.open(openOutcome(outcomeId, { terms: { ...openOutcome('x').terms, publisherId } }));
    await money.outcomes.settle(outcomeId, facts({ talkSeconds }));
    return outcomeId;
  }

  /** Judges as the queue does: what has to wait comes again. */
  async function judge(outcomeId: string, over: Partial<JudgePorts> = {}) {
    for (;;) {
      const judged = await judgeOutcome({ ...ports, ...over }, outcomeId).catch((error: unknown) => {
        if (error instanceof Problem && error.kind === 'unavailable') return undefined;
        throw error;
      });
      if (judged) return judged.verdict;
    }
  }

  return {
    ...money,
    ports,
    settled,
    judge,
    qualify: async (outcomeId: string, publisherId = 'pub_blog') => judge(await settled(outcomeId, publisherId)),
    ask: (outcomeId: string, reason = 'nobody came', key = 'acme') =>
      callApi(askHandler(deps), { method: 'PUT', key, params: { outcomeId }, body: { reason } }),
    show: async (outcomeId: string, key = 'acme') =>
      (
        await callApi(
          getHandler({
            ...deps,
            objectionable: async () => undefined,
            correctionsOf: tellCorrections(deps.corrections),
          }),
          { key, params: { outcomeId } },
        )
      ).json,
    dispute: (outcomeId: string, over: object = {}) =>
      callApi(openHandler({ ...deps, ...over }), {
        ...{ method: 'POST', key: 'acme', body: { outcomeId, reason: 'wrong-service', note: 'x' } },
      }),
    /** Something comes to light after the verdict. */
    async learn(outcomeId: string, seen: Partial<Facts>) {
      const truth = truthItem({ facts: facts(seen), revision: 1 });
      const update = {
        UpdateExpression: 'SET truth = :truth',
        ExpressionAttributeValues: { ':truth': truth },
      };
      await money.client.send(
        new UpdateCommand({ TableName: money.outcomesName, Key: outcomeKey(outcomeId), ...update }),
      );
      return correctLateTruth(ports, outcomeId);
    },
    finish: (over: object = {}) => finishHandler({ ...deps, ...over })(),
  };
}

export type ReplacementWorld = Awaited<ReturnType<typeof replacementWorld>>;
