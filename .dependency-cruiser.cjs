/** Who may import whom: kernel ← model ← use cases ← adapters ← functions ← infra, and contexts only leftwards. */
const CONTEXTS_LEFT_OF = {
  catalog: [],
  tracking: ['catalog'],
  outcomes: ['catalog', 'tracking'],
  calls: ['catalog', 'tracking', 'outcomes'],
  leads: ['catalog', 'tracking', 'outcomes'],
  appointments: ['catalog', 'tracking', 'outcomes'],
  ledger: ['catalog', 'tracking', 'outcomes'],
  disputes: ['catalog', 'tracking', 'outcomes', 'ledger'],
  payouts: ['catalog', 'tracking', 'outcomes', 'ledger'],
  billing: ['catalog', 'tracking', 'outcomes', 'ledger', 'payouts'],
  crm: ['catalog', 'tracking', 'outcomes', 'ledger'],
  people: ['catalog', 'tracking', 'outcomes', 'calls', 'leads'],
  audit: [],
  webhooks: [],
  reporting: [],
};

const ADAPTERS = '/(dynamo|sqs|s3|ses|http|memory)-[^/]+\\.ts$';

const contextRules = Object.entries(CONTEXTS_LEFT_OF).map(([context, left]) => ({
  name: `context-${context}`,
  comment: `${context} may import only ${['kernel', 'platform', ...left].join(', ')}`,
  severity: 'error',
  from: { path: `^shared/${context}/` },
  to: { path: '^shared/', pathNot: `^shared/(${['kernel', 'platform', context, ...left].join('|')})/` },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'kernel-alone',
      severity: 'error',
      from: { path: '^shared/kernel/' },
      to: { path: '^(shared/(?!kernel/)|functions|infra|web)' },
    },
    {
      name: 'platform-below-contexts',
      severity: 'error',
      from: { path: '^shared/platform/' },
      to: { path: '^(shared/(?!kernel/|platform/)|functions|infra)' },
    },
    {
      name: 'models-are-pure',
      comment: 'a model knows the kernel and other models, no platform and no SDK',
      severity: 'error',
      from: { path: '^shared/[^/]+/(model|ports|criteria)\\.ts$' },
      to: { path: '^(shared/platform/|node_modules/(@aws-|@middy))' },
    },
    {
      name: 'use-cases-see-ports',
      comment: 'only adapters and the platform touch an SDK',
      severity: 'error',
      from: { path: '^shared/', pathNot: `^shared/platform/|${ADAPTERS}` },
      to: { path: 'node_modules/(@aws-sdk|@middy|@aws-lambda-powertools)' },
    },
    {
      name: 'use-cases-not-adapters',
      severity: 'error',
      from: { path: '^shared/', pathNot: `^shared/platform/|${ADAPTERS}` },
      to: { path: `^shared/.*${ADAPTERS}` },
    },
    {
      name: 'shared-below-functions',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(functions|infra|test|bench|web)/' },
    },
    {
      name: 'functions-below-infra',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(infra|test|bench)/' },
    },
    {
      name: 'infra-deploys',
      comment: 'the product never comes from infra',
      severity: 'error',
      from: { path: '^infra/(?!local/)' },
      to: { path: '^(functions|test|bench)/' },
    },
    ...contextRules,
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
