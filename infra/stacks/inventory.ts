import { inventoryRoutes as routes } from '../../shared/tracking/inventory/contract.ts';
import type { StageConfig } from '../config.ts';
import { withApiKey } from '../constructs/api-access.ts';
import type { Access, FunctionSpec } from '../constructs/function-spec.ts';

const context = 'tracking';
const secrets: Access['secrets'] = ['TWILIO_API', 'TELNYX_API'];

/** Numbers on their way between a carrier, the stock and a pool. */
const moving: Access = {
  tables: {
    catalog: { actions: ['GetItem', 'BatchGetItem', 'PutItem', 'DeleteItem'] },
    leases: { actions: ['UpdateItem', 'DeleteItem'] },
  },
  secrets,
};

/** A carrier is asked twice for one number, at most eight seconds each time. */
const CARRIER_SECONDS = 29;

const move = (verb: string, purpose: string, route: NonNullable<FunctionSpec['routes']>[number]): FunctionSpec => ({
  context,
  verb,
  purpose,
  routes: [route],
  timeoutSeconds: CARRIER_SECONDS,
  access: withApiKey(moving),
});

/** The API of a carrier; on one machine, the simulated carrier's. */
const apiUrls = ({ stage, publicUrl }: StageConfig): Readonly<Record<string, string>> =>
  stage === 'local'
    ? { TWILIO_API_URL: `${publicUrl}/__carrier/twilio`, TELNYX_API_URL: `${publicUrl}/__carrier/telnyx` }
    : { TWILIO_API_URL: 'https://api.twilio.com', TELNYX_API_URL: 'https://api.telnyx.com' };

export function inventoryFunctions(config: StageConfig): readonly FunctionSpec[] {
  const specs: readonly FunctionSpec[] = [
    {
      context,
      verb: 'search-numbers',
      purpose: 'Searches numbers that a carrier sells',
      routes: [routes.searchNumbers],
      access: withApiKey({ secrets }),
    },
    {
      context,
      verb: 'buy-number',
      purpose: 'Buys a number, once',
      routes: [routes.buyNumber],
      timeoutSeconds: CARRIER_SECONDS,
      access: withApiKey({
        tables: { catalog: { actions: ['GetItem', 'BatchGetItem', 'PutItem', 'DeleteItem'] } },
        secrets,
      }),
    },
    {
      context,
      verb: 'list-stock',
      purpose: 'Lists the numbers that the network bought',
      routes: [routes.listStock],
      access: withApiKey({ tables: { catalog: { actions: ['BatchGetItem'], indexes: ['byOwner'] } } }),
    },
    move('place-number', 'Places a number in a pool', routes.placeNumber),
    move('rest-number', 'Takes a number out of its pool to rest', routes.restNumber),
    move('give-back-number', 'Gives a number back to its carrier', routes.giveBackNumber),
    {
      context,
      verb: 'get-pool-scaling',
      purpose: 'Shows how a pool grows by itself',
      routes: [routes.getScaling],
      access: withApiKey(),
    },
    {
      context,
      verb: 'set-pool-scaling',
      purpose: 'Lets a pool grow by itself',
      routes: [routes.setScaling],
      access: withApiKey({ tables: { catalog: { actions: ['PutItem'] } } }),
    },
    {
      context,
      verb: 'end-pool-scaling',
      purpose: 'Lets a pool stay as large as it is',
      routes: [routes.endScaling],
      access: withApiKey({ tables: { catalog: { actions: ['PutItem'] } } }),
    },
    {
      context,
      verb: 'scale-pools',
      purpose: 'Grows pools to what their visits need, and finishes what was cut off',
      schedule: { expression: 'rate(15 minutes)' },
      timeoutSeconds: 300,
      access: {
        ...moving,
        tables: {
          catalog: { ...moving.tables?.catalog, indexes: ['byOwner'] },
          leases: { actions: ['UpdateItem', 'DeleteItem', 'Query'] },
        },
      },
    },
  ];
  return specs.map((spec) => ({ ...spec, env: apiUrls(config) }));
}
