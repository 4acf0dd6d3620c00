/** What the templates ask for, gathered while they are provisioned and run once they all are. */
export type Plan = {
  readonly tables: TableResource[];
  readonly queues: QueueResource[];
  readonly buckets: NamedResource[];
  readonly functions: FunctionDefinition[];
  readonly sqsMappings: SqsMapping[];
  readonly streamMappings: StreamMapping[];
  readonly schedules: ScheduleDefinition[];
  readonly asyncConfigs: AsyncConfig[];
  readonly secrets: SecretResource[];
  readonly parameters: ParameterResource[];
  readonly routes: RouteDefinition[];
  readonly integrations: Map<string, string>;
  apis: ApiDefinition[];
  /** Where people sign in; absent where the app uses a provider of its own. */
  signIn?: SignInPlan;
  console: ConsolePlan;
};

export type SignInPlan = {
  readonly issuer: string;
  readonly clientId: string;
  readonly redirectUris: readonly string[];
};
export type ConsolePlan = {
  /** The built files. */
  readonly directory?: string;
  /** The content security policy of each policy of headers, by its id. */
  readonly policies?: Readonly<Record<string, string>>;
  /** Which of them the distribution gives its pages: by path, `default` for all others. */
  readonly headersOf?: Readonly<Record<string, string>>;
};
type NamedResource = { readonly logicalId: string; readonly name: string };
type TableResource = NamedResource & { readonly streamArn?: string; readonly createdNow: boolean };
export type QueueResource = NamedResource & {
  readonly url: string;
  readonly arn: string;
  readonly deadLetterArn?: string;
};
export type SecretResource = NamedResource & { readonly arn: string; readonly value: string };
export type ParameterResource = NamedResource & { readonly value: string };

export type FunctionDefinition = NamedResource & {
  readonly codeDir: string;
  /** `file.export`, as in the template. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly maxContainers: number;
};

type MappingBase = {
  /** Stable across restarts: the stream checkpoint is kept under it. */
  readonly id: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly reportsItemFailures: boolean;
  readonly filters: readonly string[];
};
export type SqsMapping = MappingBase & { readonly queueArn: string; readonly maxConcurrency: number };
export type StreamMapping = MappingBase & {
  readonly streamArn: string;
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
  readonly bisectOnError: boolean;
  /** -1: until the record is no longer kept. */
  readonly maxRetries: number;
  readonly onFailureArn?: string;
};

export type AsyncConfig = {
  readonly functionName: string;
  readonly maxRetries: number;
  readonly onFailureArn?: string;
};

export type ScheduleDefinition = NamedResource & {
  readonly expression: string;
  readonly zone: string;
  readonly enabled: boolean;
  readonly targets: readonly { readonly arn: string; readonly input?: string }[];
  readonly kind: 'rule' | 'scheduler';
};

export type RouteDefinition = { readonly apiId: string; readonly key: string; readonly functionName: string };
export type CorsDefinition = {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly credentials: boolean;
  readonly maxAgeSeconds?: number;
};
export type ApiDefinition = NamedResource & { readonly cors?: CorsDefinition };

export function emptyPlan(): Plan {
  return {
    tables: [],
    queues: [],
    buckets: [],
    functions: [],
    sqsMappings: [],
    streamMappings: [],
    schedules: [],
    asyncConfigs: [],
    secrets: [],
    parameters: [],
    routes: [],
    integrations: new Map(),
    apis: [],
    console: {},
  };
}

/** `arn:…:function:name[:version]` or a bare name → name. */
export function functionNameOf(reference: string): string {
  const match = /:function:([^:/]+)/.exec(reference);
  return match?.[1] ?? reference;
}

/** Throws, naming it, when something would call a function or queue that is not part of the assembly. */
export function refuseLooseEnds(plan: Plan): void {
  const known = new Set([...plan.functions.map((each) => each.name), ...plan.queues.map((each) => each.arn)]);
  const wanted = [
    ...plan.routes.map((route) => ({ by: `route ${route.key}`, target: route.functionName })),
    ...plan.schedules.flatMap((each) => each.targets.map(({ arn }) => ({ by: `schedule ${each.name}`, target: arn }))),
    ...[...plan.sqsMappings, ...plan.streamMappings].map((each) => ({ by: each.id, target: each.functionName })),
    ...[...plan.streamMappings, ...plan.asyncConfigs].flatMap((each) =>
      each.onFailureArn ? [{ by: each.functionName, target: each.onFailureArn }] : [],
    ),
  ];
  for (const { by, target } of wanted) {
    if (!known.has(target) && !known.has(functionNameOf(target))) {
      throw new Error(`${by}: its target ${target} is no function or queue of this app`);
    }
  }
}

/** Every queue that only takes what failed elsewhere: redrive targets and failure destinations. */
export function deadLetterArnsOf(plan: Plan): ReadonlySet<string> {
  const arns = [
    ...plan.queues.map((queue) => queue.deadLetterArn),
    ...[...plan.streamMappings, ...plan.asyncConfigs].map((each) => each.onFailureArn),
  ];
  return new Set(arns.filter((arn) => arn !== undefined));
}
