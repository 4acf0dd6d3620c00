import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { type CounterName, METRICS_NAMESPACE, METRICS_SERVICE } from './counters.ts';

export type Count = (name: CounterName, times?: number) => void;

/** Counts by a line in the log that CloudWatch reads (embedded metric format): no request, no permission. */
export function createCount(): Count {
  const metrics = new Metrics({ namespace: METRICS_NAMESPACE, serviceName: METRICS_SERVICE });
  return (name, times = 1) => {
    metrics.addMetric(name, MetricUnit.Count, times);
    metrics.publishStoredMetrics();
  };
}
