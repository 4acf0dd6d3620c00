import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Column, Dashboard, GraphWidget, type IWidget, Metric, Row, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { type FunctionSpec, physicalName, type QueueName } from '../constructs/function-spec.ts';

export interface Road {
  readonly api: HttpApi;
  readonly contexts: ReadonlyMap<string, readonly FunctionSpec[]>;
}

const GRID_COLUMNS = 24;
/** Narrower graphs can't be read. */
const LEAST_WIDTH = 4;
const HEIGHT = 5;
const period = Duration.minutes(5);

/** The road as one picture, from left to right: the door, then each context with its traffic, failures, speed and queues. */
export class DashboardStack extends Stack {
  constructor(scope: Construct, id: string, config: StageConfig, road: Road, props: StackProps) {
    super(scope, id, props);
    const width = Math.max(LEAST_WIDTH, Math.floor(GRID_COLUMNS / (road.contexts.size + 1)));
    const contexts = [...road.contexts].map(([context, specs]) => contextColumn(context, specs, config.stage, width));
    const dashboard = new Dashboard(this, 'Road', { dashboardName: physicalName(config.stage, 'road') });
    dashboard.addWidgets(new Row(doorColumn(road.api, width), ...contexts));
  }
}

function doorColumn(api: HttpApi, width: number): IWidget {
  const percentile = (statistic: string) => api.metricLatency({ period, statistic, label: statistic });
  return new Column(
    heading('Door', width),
    graph('Requests', width, [api.metricCount({ period, statistic: 'sum' })]),
    graph('Refused and failed', width, [
      api.metricClientError({ period, statistic: 'sum' }),
      api.metricServerError({ period, statistic: 'sum' }),
    ]),
    graph('Latency, ms', width, [percentile('p50'), percentile('p99')]),
  );
}

function contextColumn(context: string, specs: readonly FunctionSpec[], stage: string, width: number): IWidget {
  const perVerb = (metricName: string, statistic: string) =>
    specs.map((spec) => lambdaMetric(spec, stage, metricName, statistic));
  const queues = specs.flatMap((spec) => (spec.queue ? [spec.queue.from] : []));
  return new Column(
    heading(context.charAt(0).toUpperCase() + context.slice(1), width),
    graph('Runs', width, perVerb('Invocations', 'sum')),
    graph('Errors and throttles', width, [...perVerb('Errors', 'sum'), ...perVerb('Throttles', 'sum')]),
    graph('Duration p99, ms', width, perVerb('Duration', 'p99')),
    ...queues.map((queue) => queueGraph(queue, stage, width)),
  );
}

function queueGraph(queue: QueueName, stage: string, width: number): IWidget {
  const name = physicalName(stage, queue);
  const metric = (metricName: string, queueName: string, label: string) =>
    new Metric({
      namespace: 'AWS/SQS',
      metricName,
      dimensionsMap: { QueueName: queueName },
      period,
      statistic: 'max',
      label,
    });
  return new GraphWidget({
    title: `[${queue}]`,
    width,
    height: HEIGHT,
    left: [
      metric('ApproximateNumberOfMessagesVisible', name, 'waiting'),
      metric('ApproximateNumberOfMessagesVisible', `${name}-dead`, 'dead letters'),
    ],
    right: [metric('ApproximateAgeOfOldestMessage', name, 'oldest, s')],
  });
}

function lambdaMetric({ context, verb }: FunctionSpec, stage: string, metricName: string, statistic: string): Metric {
  return new Metric({
    namespace: 'AWS/Lambda',
    metricName,
    dimensionsMap: { FunctionName: physicalName(stage, context, verb) },
    period,
    statistic,
    label: metricName === 'Throttles' ? `${verb} throttled` : verb,
  });
}

function heading(text: string, width: number): IWidget {
  return new TextWidget({ markdown: `## ${text}`, width, height: 1 });
}

function graph(title: string, width: number, left: Metric[]): IWidget {
  return new GraphWidget({ title, width, height: HEIGHT, left });
}
