import { creditOutcome } from '../../shared/ledger/contract/credits.ts';
import { uploadCustomers } from '../../shared/outcomes/contract/customers.ts';
import { getFeedback, reportFeedback } from '../../shared/outcomes/contract/feedback.ts';
import { getOutcome, listOutcomes } from '../../shared/outcomes/contract/outcomes.ts';
import { previewCriteria } from '../../shared/outcomes/contract/previews.ts';
import type { StageConfig } from '../config.ts';
import { withApiKey } from '../constructs/api-access.ts';
import type { FunctionSpec } from '../constructs/function-spec.ts';
import { correcting } from './ledger.ts';

const feedbackVerbs: readonly FunctionSpec[] = [
  {
    context: 'outcomes',
    verb: 'get-feedback',
    purpose: 'Shows what an advertiser reported of an outcome',
    routes: [getFeedback],
    access: withApiKey({ tables: { outcomes: { actions: ['GetItem'] } } }),
  },
  {
    context: 'outcomes',
    verb: 'report-feedback',
    purpose: 'Takes what became of an outcome, and books what a sale adds, once',
    routes: [reportFeedback],
    // As wherever entries are booked (shared/ledger/posting-window.ts).
    timeoutSeconds: 29,
    access: withApiKey(correcting),
  },
  {
    context: 'outcomes',
    verb: 'credit-outcome',
    purpose: 'Gives an advertiser its charge back within the credit window of the offer, once',
    routes: [creditOutcome],
    // As wherever entries are booked (shared/ledger/posting-window.ts).
    timeoutSeconds: 29,
    access: withApiKey(correcting),
  },
];

export const outcomesFunctions = (_config: StageConfig): readonly FunctionSpec[] => [
  ...feedbackVerbs,
  {
    context: 'outcomes',
    verb: 'judge-outcome',
    purpose: 'Judges an ended outcome by its frozen terms and books what is owed, once',
    queue: { from: 'outcomes', batchSize: 10 },
    // Closing a day relies on nobody living longer than 60 s here (shared/ledger/posting-window.ts).
    timeoutSeconds: 30,
    access: {
      tables: {
        catalog: { actions: ['GetItem'] },
        // A replacement is taken off its lists as its place is claimed.
        outcomes: { actions: ['GetItem', 'BatchGetItem', 'Query', 'UpdateItem', 'PutItem', 'DeleteItem'] },
        ledger: { actions: ['GetItem', 'PutItem'] },
      },
      queues: ['outcomes'],
    },
  },
  {
    context: 'outcomes',
    verb: 'get-outcome',
    purpose: 'Shows an outcome and why it qualified or not, as the caller may see it',
    routes: [getOutcome],
    // Of a publisher's also what was corrected, and what it would be worth: rates and quality are in the catalog.
    access: withApiKey({
      tables: { catalog: { actions: ['GetItem'] }, outcomes: { actions: ['GetItem', 'BatchGetItem'] } },
    }),
  },
  {
    context: 'outcomes',
    verb: 'list-outcomes',
    purpose: 'Lists judged outcomes of one publisher or advertiser',
    routes: [listOutcomes],
    access: withApiKey({ tables: { outcomes: { indexes: ['byPublisher', 'byAdvertiser'] } } }),
  },
  {
    context: 'outcomes',
    verb: 'preview-criteria',
    purpose: 'Judges an advertiser’s outcomes by other criteria, for it to look at',
    routes: [previewCriteria],
    // Two hundred outcomes, twenty at a time, each with its person’s history.
    timeoutSeconds: 29,
    access: withApiKey({ tables: { outcomes: { actions: ['GetItem', 'Query'], indexes: ['byAdvertiser'] } } }),
  },
  {
    context: 'outcomes',
    verb: 'upload-customers',
    purpose: 'Adds hashed customers to an advertiser’s list',
    routes: [uploadCustomers],
    // Ten thousand writes in batches; API Gateway gives up after 30 s.
    timeoutSeconds: 29,
    access: withApiKey({ tables: { outcomes: { actions: ['BatchWriteItem'] } }, secrets: ['PERSON_HASH'] }),
  },
];
