import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { metricsNamespace } from './config.ts';

const units = {
  OrdersPlaced: MetricUnit.Count,
  /** Packed from the shelf by the processor alone. */
  OrdersCompleted: MetricUnit.Count,
  /** Accepted for baking. */
  OrdersAccepted: MetricUnit.Count,
  OrdersRejected: MetricUnit.Count,
  /** From placed to completed, of orders that the processor completes. */
  TimeToCompleted: MetricUnit.Milliseconds,
  /** Nudges that a broker had not taken, or lost. */
  OrdersRelayed: MetricUnit.Count,
  /** How long the oldest undecided order has been waiting; 0 when there is none. */
  OldestPendingOrder: MetricUnit.Seconds,
} as const;

export type MetricName = keyof typeof units;

/**
 * Counts and times, where there is a namespace for it: a line in CloudWatch's embedded metric format, which
 * costs no request. It is written at once, because on a machine many requests share this process.
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
