import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { answerCallHandler } from '../../functions/calls/answer-call/handler.ts';
import type { CarrierDeps } from '../../functions/calls/carrier-handler.ts';
import { finishDialHandler } from '../../functions/calls/finish-dial/handler.ts';
import { receiveCallEventHandler } from '../../functions/calls/receive-call-event/handler.ts';
import { settleCallHandler } from '../../functions/calls/settle-call/handler.ts';
import { takeChoiceHandler } from '../../functions/calls/take-choice/handler.ts';
import { judgeHandler } from '../../functions/outcomes/judge-outcome/handler.ts';
import { keepFactsHandler } from '../../functions/reporting/keep-facts/handler.ts';
import { assignNumberHandler } from '../../functions/tracking/assign-number/handler.ts';
import type { TagDeps } from '../../functions/tracking/tag-handler.ts';
import type { AnswerPorts } from '../../shared/calls/answer-call.ts';
import type { TakeChoicePorts } from '../../shared/calls/take-choice.ts';
import type { dynamoCatalog } from '../../shared/catalog/dynamo-catalog.ts';
import { catalogTerms } from '../../shared/catalog/find-terms.ts';
import type { Clock } from '../../shared/kernel/time.ts';
import { dynamoJournal } from '../../shared/ledger/dynamo-journal.ts';
import { verdictJournal } from '../../shared/ledger/post-entry.ts';
import type { JudgeRequest } from '../../shared/outcomes/contract.ts';
import { dynamoCustomers } from '../../shared/outcomes/dynamo-customers.ts';
import type { OutcomeStore } from '../../shared/outcomes/ports.ts';
import { dynamoFacts, dynamoTraits } from '../../shared/reporting/dynamo-facts.ts';
import type { AssignPorts } from '../../shared/tracking/assign-number.ts';
import type { LeaseStore } from '../../shared/tracking/ports.ts';
import { silentLog } from '../support/log.ts';
import type { RoadTables } from './world.ts';

export type RoadPorts = AnswerPorts & TakeChoicePorts & { readonly leases: LeaseStore };

export interface RoadParts {
  readonly client: DynamoDBDocumentClient;
  readonly tables: RoadTables;
  readonly clock: Clock;
  readonly zone: string;
  readonly ports: RoadPorts;
  readonly carrier: CarrierDeps;
  readonly tag: TagDeps & AssignPorts;
  readonly judge: { send(message: JudgeRequest): Promise<void> };
  readonly catalog: ReturnType<typeof dynamoCatalog>;
  readonly outcomes: OutcomeStore;
}

/** The functions of the road, composed as their `index.ts` composes them. */
export function roadHandlers({
  client,
  tables,
  clock,
  zone,
  ports,
  carrier,
  tag,
  judge,
  catalog,
  outcomes,
}: RoadParts) {
  const voice = { publicUrl: carrier.publicUrl, record: false };
  const { leases, queue } = ports;
  return {
    assign: assignNumberHandler(tag),
    answer: answerCallHandler({ ...carrier, ports, voice }),
    choose: takeChoiceHandler({ ...carrier, ports, voice }),
    dial: finishDialHandler({ ...carrier, ports, voice }),
    receive: receiveCallEventHandler({ ...carrier, queue }),
    settle: settleCallHandler({
      log: silentLog,
      opening: { ...ports, extend: leases.extend, sweeps: { send: async () => {} } },
      settling: { ...ports, judge, lateTruth: { send: async () => {} }, countLate: () => {}, note: () => {} },
    }),
    judge: judgeHandler({
      log: silentLog,
      again: judge,
      judge: {
        outcomes,
        history: ports.people,
        customers: dynamoCustomers(client, tables.outcomes),
        terms: catalogTerms(catalog),
        journal: verdictJournal({ book: dynamoJournal(client, tables.ledger), clock, zone }),
        clock,
        zone,
      },
    }),
    count: keepFactsHandler({
      facts: dynamoFacts(client, tables.reports),
      traits: dynamoTraits(client, tables.outcomes),
      zone,
      log: silentLog,
    }),
  };
}
