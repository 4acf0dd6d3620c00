import { createBidder, listBidders, setBidderState } from '../../shared/calls/auction/contract-bidders.ts';
import {
  answerCallRoute,
  callRecordingRoute,
  callStatusRoute,
  finishDialRoute,
  steerCallRoute,
  takeChoiceRoute,
} from '../../shared/calls/contract.ts';
import { markCaller } from '../../shared/calls/contract-callers.ts';
import { explainRoute } from '../../shared/calls/contract-explanations.ts';
import { getRecordingRoute, openRecordingRoute } from '../../shared/calls/contract-recordings.ts';
import { listLiveCalls } from '../../shared/calls/live/contract.ts';
import { getPlan, removePlan, setPlan } from '../../shared/calls/routing/plan/contract.ts';
import type { StageConfig } from '../config.ts';
import { withApiKey } from '../constructs/api-access.ts';
import type { FunctionSpec } from '../constructs/function-spec.ts';

/** Carriers wait 15 s at most; the steps of an answer are bounded far below (shared/calls/answer-call.ts). */
const CARRIER_SECONDS = 14;

/** What carriers sign with. A webhook is verified before anything else, by the carrier whose address it came to. */
const CARRIER_SECRETS = ['TWILIO', 'TELNYX', 'SIGNALWIRE', 'PLIVO', 'BANDWIDTH', 'GENERIC'] as const;

const recording = (config: StageConfig): Readonly<Record<string, string>> => ({
  RECORD_CALLS: String(config.recordCalls),
  RECORDING_NOTICE: config.recordingNotice,
});

export const callsFunctions = (config: StageConfig): readonly FunctionSpec[] => [
  {
    context: 'calls',
    verb: 'answer-call',
    purpose: 'Answers a call: whose it is, where it goes, under which terms',
    routes: [answerCallRoute],
    timeoutSeconds: CARRIER_SECONDS,
    // A caller listens to silence while it starts: twice the memory is twice the processor.
    memoryMb: 1_024,
    env: recording(config),
    access: {
      tables: {
        catalog: { actions: ['GetItem', 'Query'] },
        leases: { actions: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'] },
        outcomes: { actions: ['GetItem', 'PutItem', 'Query'] },
      },
      queues: ['call-events'],
      secrets: [...CARRIER_SECRETS, 'PERSON_HASH', 'DATA_KEY'],
    },
  },
  {
    context: 'calls',
    verb: 'take-choice',
    purpose: 'Goes on with a plan after a question: the next one, or where the call goes',
    routes: [takeChoiceRoute],
    timeoutSeconds: CARRIER_SECONDS,
    memoryMb: 1_024,
    env: recording(config),
    access: {
      tables: {
        catalog: { actions: ['GetItem', 'Query'] },
        leases: { actions: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'] },
        outcomes: { actions: ['GetItem', 'UpdateItem', 'Query'] },
      },
      secrets: [...CARRIER_SECRETS, 'DATA_KEY'],
    },
  },
  {
    context: 'calls',
    verb: 'finish-dial',
    purpose: 'Tells the carrier what comes after a dial, and queues how it ended',
    routes: [finishDialRoute],
    timeoutSeconds: CARRIER_SECONDS,
    memoryMb: 1_024,
    env: recording(config),
    access: {
      tables: {
        catalog: { actions: ['GetItem', 'Query'] },
        leases: { actions: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'] },
        outcomes: { actions: ['GetItem', 'UpdateItem'] },
        // Only where a target begins to rest.
        webhooks: { actions: ['Query', 'PutItem'] },
      },
      queues: ['call-events', 'webhook-deliveries'],
      secrets: [...CARRIER_SECRETS, 'DATA_KEY'],
    },
  },
  {
    context: 'calls',
    verb: 'explain-route',
    purpose: 'Explains where a call would go, without placing it',
    routes: [explainRoute],
    access: withApiKey({
      tables: { catalog: { actions: ['GetItem', 'Query'] }, leases: { actions: ['BatchGetItem'] } },
    }),
  },
  {
    context: 'calls',
    verb: 'set-plan',
    purpose: 'Sets what callers of an offer are asked first',
    routes: [setPlan],
    access: withApiKey({ tables: { catalog: { actions: ['GetItem', 'Query', 'PutItem'] } } }),
  },
  {
    context: 'calls',
    verb: 'get-plan',
    purpose: 'Shows what callers of an offer are asked first',
    routes: [getPlan],
    access: withApiKey(),
  },
  {
    context: 'calls',
    verb: 'remove-plan',
    purpose: 'Asks callers of an offer nothing any more',
    routes: [removePlan],
    access: withApiKey({ tables: { catalog: { actions: ['PutItem'] } } }),
  },
  {
    context: 'calls',
    verb: 'create-bidder',
    purpose: 'Sets up a bidder on an offer',
    routes: [createBidder],
    access: withApiKey({ tables: { catalog: { actions: ['Query'] } }, secrets: ['DATA_KEY'] }),
  },
  {
    context: 'calls',
    verb: 'list-bidders',
    purpose: 'Lists the bidders of an offer',
    routes: [listBidders],
    access: withApiKey({ tables: { catalog: { actions: ['Query'] } }, secrets: ['DATA_KEY'] }),
  },
  {
    context: 'calls',
    verb: 'set-bidder-state',
    purpose: 'Pauses a bidder, or lets it bid again',
    routes: [setBidderState],
    access: withApiKey({ tables: { catalog: { actions: ['UpdateItem'] } }, secrets: ['DATA_KEY'] }),
  },
  {
    context: 'calls',
    verb: 'mark-caller',
    purpose: 'Blocks a caller, or notes that its number is shared',
    routes: [markCaller],
    access: withApiKey({ tables: { catalog: { actions: ['UpdateItem'] } }, secrets: ['PERSON_HASH'] }),
  },
  {
    context: 'calls',
    verb: 'receive-call-event',
    purpose: 'Queues what carriers tell of calls and recordings',
    routes: [callStatusRoute, callRecordingRoute],
    access: { queues: ['call-events'], secrets: CARRIER_SECRETS },
  },
  {
    context: 'calls',
    verb: 'steer-call',
    purpose: 'Answers and steers calls under Telnyx Call Control, which has one address for everything',
    routes: [steerCallRoute],
    timeoutSeconds: CARRIER_SECONDS,
    memoryMb: 1_024,
    env: recording(config),
    access: {
      tables: {
        catalog: { actions: ['GetItem', 'Query'] },
        leases: { actions: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'] },
        outcomes: { actions: ['GetItem', 'PutItem', 'UpdateItem', 'Query'] },
      },
      queues: ['call-events'],
      secrets: ['TELNYX', 'TELNYX_API', 'PERSON_HASH', 'DATA_KEY'],
    },
  },
  {
    context: 'calls',
    verb: 'list-live-calls',
    purpose: 'Lists the calls of an advertiser that are on the line',
    routes: [listLiveCalls],
    access: withApiKey({
      tables: {
        catalog: { actions: ['PutItem', 'Query'] },
        outcomes: { actions: ['BatchGetItem'], indexes: ['live'] },
      },
    }),
  },
  {
    context: 'calls',
    verb: 'get-recording',
    purpose: 'Gives the buyer’s side links to the recordings of a call',
    routes: [getRecordingRoute],
    env: { RECORDING_DAYS: String(config.recordingDays) },
    access: withApiKey({ tables: { outcomes: { actions: ['GetItem'] } }, secrets: ['LEASE_TOKEN'] }),
  },
  {
    context: 'calls',
    verb: 'open-recording',
    purpose: 'Follows a signed link to where the carrier keeps a recording',
    routes: [openRecordingRoute],
    env: { RECORDING_DAYS: String(config.recordingDays) },
    access: { tables: { outcomes: { actions: ['GetItem'] } }, secrets: ['LEASE_TOKEN'] },
  },
  {
    context: 'calls',
    verb: 'sweep-call',
    purpose: 'Asks the carrier about a call whose end was never told, until it is settled',
    queue: { from: 'call-sweeps', batchSize: 10 },
    // Two questions to a carrier for each of ten calls, five at a time.
    timeoutSeconds: 30,
    access: {
      tables: { outcomes: { actions: ['GetItem'] } },
      queues: ['call-events', 'call-sweeps'],
      secrets: ['TWILIO_API', 'TELNYX_API'],
    },
  },
  {
    context: 'calls',
    verb: 'settle-call',
    purpose: 'Merges the events of a call, and asks for its verdict when the end is known',
    queue: { from: 'call-events', batchSize: 10 },
    timeoutSeconds: 6,
    access: {
      tables: {
        catalog: { actions: ['GetItem'] },
        leases: { actions: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'] },
        outcomes: { actions: ['GetItem', 'PutItem', 'UpdateItem', 'Query'] },
      },
      queues: ['call-events', 'call-sweeps', 'outcomes', 'late-truth'],
    },
  },
];
