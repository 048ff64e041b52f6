/** Every figure of a run by name: how it is read off the metrics, how it is written, and what it means in one sentence. */
import type { Metrics } from '../laws/metrics.ts';
import { bytes, duration, percent, times } from './format.ts';

export interface MetricWords {
  readonly id: string;
  readonly label: string;
  readonly explanation: string;
  readonly value: (metrics: Metrics) => number;
  readonly text: (value: number) => string;
}

export const metricWords: readonly MetricWords[] = [
  words('elapsed', 'Elapsed', 'From the first arrival to the end of the last task.', (m) => m.wallUs, duration),
  words('elapsed-serial', 'Elapsed serial', 'One task at a time, with its waits.', (m) => m.elapsedSerialUs, duration),
  words('cpu-serial', 'CPU serial', 'All CPU work, on one core.', (m) => m.cpuSerialUs, duration),
  words('speedup', 'Speed-up', 'The serial baseline ÷ elapsed: CPU serial where there is CPU to share, elapsed serial where the work is waiting.', (m) => m.speedup, times),
  words('utilisation', 'Utilisation', 'Busy core time ÷ (cores × elapsed).', (m) => m.utilisation, percent),
  words('blocked', 'Blocked', 'Core time held while waiting.', (m) => m.blockedCoreUs, duration),
  words('overhead', 'Overhead', 'Core time that went into switching and spinning.', (m) => m.overheadUs, duration),
  words('switches', 'Switches', 'How often a core went from one task to another.', (m) => m.switches, count),
  words('work', 'Work', 'All CPU work and all waits.', (m) => m.workUs, duration),
  words('span', 'Span', 'The longest chain of work and waits that had to follow one another.', (m) => m.spanUs, duration),
  words('parallelism', 'Parallelism', 'Work ÷ span: the most that any number of cores can gain.', (m) => m.parallelism, times),
  words('serial-fraction', 'Serial fraction', 'The share of the work done while exactly one thing was in progress, nothing being limited.', (m) => m.serialFraction, percent),
  words('throughput', 'Throughput', 'Tasks finished per second.', (m) => m.throughputPerS, (value) => `${count(value)}/s`),
  words('wip', 'Tasks in the system', 'Their mean number: throughput × mean latency, by Little’s law.', (m) => m.wip, (value) => value.toFixed(2)),
  words('latency-p50', 'Latency, median', 'From arrival to end: half the tasks took no longer.', (m) => m.latencyUs.p50, duration),
  words('latency-p95', 'Latency, p95', 'From arrival to end: 95 in 100 tasks took no longer.', (m) => m.latencyUs.p95, duration),
  words('latency-p99', 'Latency, p99', 'From arrival to end: 99 in 100 tasks took no longer.', (m) => m.latencyUs.p99, duration),
  words('memory', 'Memory for tasks', 'Reserved for all tasks in flight at the peak, stacks included: an estimate from the model’s cost of a task.', (m) => m.memoryBytes, bytes),
];

export function metricOf(id: string): MetricWords | undefined {
  return metricWords.find((one) => one.id === id);
}

function words(id: string, label: string, explanation: string, value: MetricWords['value'], text: MetricWords['text']): MetricWords {
  return { id, label, explanation, value, text };
}

function count(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 1 });
}
