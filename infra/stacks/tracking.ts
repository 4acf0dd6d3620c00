import { trackingRoutes as routes } from '../../shared/tracking/contract.ts';
import type { StageConfig } from '../config.ts';
import { withApiKey } from '../constructs/api-access.ts';
import type { Access, FunctionSpec } from '../constructs/function-spec.ts';
import { inventoryFunctions } from './inventory.ts';

const context = 'tracking';

/** Reads the publisher, its pools and numbers; writes leases. */
const tagAccess = (leases: Access['tables'] & object): Access => ({
  tables: { catalog: { actions: ['GetItem'], indexes: ['byOwner'] }, ...leases },
  secrets: ['LEASE_TOKEN'],
});

const tag: readonly FunctionSpec[] = [
  {
    context,
    verb: 'serve-tag',
    purpose: 'Serves the script for publishers’ pages',
    routes: [routes.serveTag],
    access: {},
  },
  {
    context,
    verb: 'assign-number',
    purpose: 'Gives a page visit a tracking number of its own',
    routes: [routes.assignNumber],
    access: tagAccess({ leases: { actions: ['Query', 'UpdateItem', 'PutItem'] } }),
  },
  {
    context,
    verb: 'renew-lease',
    purpose: 'Keeps a visit’s number while its page is looked at',
    routes: [routes.renewLease],
    access: tagAccess({ leases: { actions: ['UpdateItem'] } }),
  },
  {
    context,
    verb: 'release-lease',
    purpose: 'Frees a visit’s number when its page is left',
    routes: [routes.releaseLease],
    access: tagAccess({ leases: { actions: ['UpdateItem'] } }),
  },
];

const setup: readonly FunctionSpec[] = [
  {
    context,
    verb: 'create-pool',
    purpose: 'Sets up a pool of numbers for a publisher',
    routes: [routes.createPool],
    access: withApiKey({
      tables: { catalog: { actions: ['BatchGetItem'] }, leases: { actions: ['UpdateItem'] } },
    }),
  },
  {
    context,
    verb: 'add-pool-numbers',
    purpose: 'Adds numbers to a pool',
    routes: [routes.addPoolNumbers],
    access: withApiKey({
      tables: { catalog: { actions: ['BatchGetItem'] }, leases: { actions: ['UpdateItem'] } },
    }),
    // 500 numbers are a thousand writes, 25 at a time.
    timeoutSeconds: 29,
  },
  {
    context,
    verb: 'create-number',
    purpose: 'Adds a static number, which stands for one source',
    routes: [routes.createNumber],
    access: withApiKey({
      tables: { catalog: { actions: ['BatchGetItem'] }, leases: { actions: ['UpdateItem'] } },
    }),
  },
];

const reading: readonly FunctionSpec[] = [
  {
    context,
    verb: 'list-pools',
    purpose: 'Lists a publisher’s pools',
    routes: [routes.listPools],
    access: withApiKey({ tables: { catalog: { indexes: ['byOwner'] } } }),
  },
  {
    context,
    verb: 'list-numbers',
    purpose: 'Lists a publisher’s numbers',
    routes: [routes.listNumbers],
    access: withApiKey({ tables: { catalog: { indexes: ['byOwner'] } } }),
  },
  {
    context,
    verb: 'get-pool-size',
    purpose: 'Reckons how many numbers so many live visits need',
    routes: [routes.getPoolSize],
    access: withApiKey(),
  },
  {
    context,
    verb: 'get-pool-health',
    purpose: 'Shows how a pool stands, with the size it should have',
    routes: [routes.getPoolHealth],
    access: withApiKey({ tables: { leases: { actions: ['Query'] } } }),
  },
  {
    context,
    verb: 'watch-pools',
    purpose: 'Tells publishers of pools that are too small for their visits, once a day',
    schedule: { expression: 'rate(1 hour)' },
    timeoutSeconds: 300,
    access: {
      tables: {
        catalog: { indexes: ['byOwner'] },
        leases: { actions: ['Query'] },
        webhooks: { actions: ['Query', 'PutItem'] },
      },
      queues: ['webhook-deliveries'],
    },
  },
  {
    context,
    verb: 'get-tag',
    purpose: 'Shows a publisher the script element for its pages',
    routes: [routes.getTag],
    access: withApiKey({ tables: { catalog: { indexes: ['byOwner'] } } }),
  },
  {
    context,
    verb: 'check-tag',
    purpose: 'Looks whether the tag works on a page',
    routes: [routes.checkTag],
    timeoutSeconds: 20,
    access: withApiKey({ tables: { catalog: { indexes: ['byOwner'] } } }),
  },
];

export const trackingFunctions = (config: StageConfig): readonly FunctionSpec[] => [
  ...tag,
  ...setup,
  ...reading,
  ...inventoryFunctions(config),
];
