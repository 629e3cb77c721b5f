import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { metricsNamespace } from './config.ts';

const units = {
  OrdersPlaced: MetricUnit.Count,
  /** Completed by the processor from stock. */
  OrdersCompleted: MetricUnit.Count,
  /** Accepted, to be baked or packed. */
  OrdersAccepted: MetricUnit.Count,
  OrdersRejected: MetricUnit.Count,
  /** From placement to completion, for orders that the processor completes. */
  TimeToCompleted: MetricUnit.Milliseconds,
  /** Orders whose message was resent. */
  OrdersRelayed: MetricUnit.Count,
  /** Age of the oldest Pending order; 0 when there is none. */
  OldestPendingOrder: MetricUnit.Seconds,
} as const;

export type MetricName = keyof typeof units;

/**
 * Writes metrics in CloudWatch's embedded metric format, if a namespace is set. A metric is a log
 * line, which costs no request. The line is written at once, because on a machine many requests
 * share this process.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format.html
 */
export function measure(values: Readonly<Partial<Record<MetricName, number | readonly number[]>>>) {
  const metrics = openMetrics();
  if (!metrics) return;
  for (const [name, value] of Object.entries(values) as [MetricName, number | number[]][]) {
    for (const one of [value].flat()) metrics.addMetric(name, units[name], one);
  }
  metrics.publishStoredMetrics();
}

let opened: Metrics | undefined;

function openMetrics(): Metrics | undefined {
  const namespace = metricsNamespace();
  if (namespace === undefined) return undefined;
  return (opened ??= new Metrics({ namespace, serviceName: 'bakery' }));
}
