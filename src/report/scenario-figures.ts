/** The figures of a scenario's run, the same in the panel and in the terminal; those that say nothing here are left out. */
import type { Outcome, Schedule } from '../engine/schedule.ts';
import type { Metrics } from '../laws/metrics.ts';
import type { Figure } from '../protocol.ts';
import { bytes, duration, percent, times } from './format.ts';

/** `tasks`: how many there were, where the schedule holds only the first of them. */
export function scenarioFigures({ schedule, metrics }: { readonly schedule: Schedule; readonly metrics: Metrics }, tasks = schedule.tasks.count): Figure[] {
  const several = tasks > 1;
  const { latencyUs } = metrics;
  const baseline = metrics.speedupOf === 'cpu' ? 'CPU work' : 'work and waits, one task at a time,';
  const figures: (Figure | false)[] = [
    schedule.outcome.type !== 'finished' && { id: 'outcome', label: 'Outcome', value: outcomeWord(schedule.outcome), explanation: schedule.outcome.detail },
    { id: 'wall', label: 'Wall', value: duration(metrics.wallUs), explanation: 'From the start to the end of the last task.' },
    { id: 'speedup', label: 'Speed-up', value: times(metrics.speedup), explanation: `The sum of the ${baseline.replace(/,$/, '')} ÷ wall. ${metrics.speedupOf === 'cpu' ? 'There is more to compute than to wait for.' : 'There is more to wait for than to compute.'}` },
    { id: 'utilisation', label: 'Cores busy', value: percent(metrics.utilisation), explanation: 'The share of all core time in which something computes.' },
    metrics.blockedCoreUs > 0 && { id: 'blocked', label: 'Cores held while waiting', value: duration(metrics.blockedCoreUs), explanation: 'Core time during which a task kept its core and only waited.' },
    metrics.overheadUs > 0 && { id: 'overhead', label: 'Switching and spinning', value: duration(metrics.overheadUs), explanation: 'Core time that went into changing from task to task, or into spinning for a lock.' },
    { id: 'switches', label: 'Switches', value: metrics.switches.toLocaleString('en'), explanation: 'How often a core went from one thread to another.' },
    { id: 'work', label: 'Work', value: duration(metrics.workUs), explanation: 'All computing and all waits, one after the other.' },
    { id: 'span', label: 'Span', value: duration(metrics.spanUs), explanation: 'The longest chain of work and waits that need one another: no number of cores gets below it.' },
    { id: 'serial-fraction', label: 'Serial fraction', value: percent(metrics.serialFraction), explanation: `The share of the work during which exactly one thing is in progress, with nothing limited${metrics.amdahlLimit === null ? '.' : `; by Amdahl’s law it allows ${times(metrics.amdahlLimit)} at most.`}` },
    several && { id: 'latency-mean', label: 'Mean latency', value: duration(latencyUs.mean), explanation: 'From a task’s arrival to its end, on average.' },
    several && { id: 'latency', label: 'Latency, p95', value: duration(latencyUs.p95), explanation: `95 % of the tasks are done within this time of their arrival. Half within ${duration(latencyUs.p50)}, the slowest after ${duration(latencyUs.max)}.` },
    several && { id: 'throughput', label: 'Throughput', value: `${metrics.throughputPerS.toLocaleString('en', { maximumSignificantDigits: 3 })} /s`, explanation: 'Tasks done ÷ wall.' },
    { id: 'memory', label: 'Memory for tasks', value: bytes(metrics.memoryBytes), explanation: 'Reserved for all tasks in flight at the peak, stacks included. An estimate from the model’s cost of a task; what is resident is less.' },
  ];
  return figures.filter((figure) => figure !== false);
}

export function outcomeWord(outcome: Outcome): string {
  return ({ finished: 'Finished', failed: 'Failed', deadlock: 'Deadlock', limited: 'Cut off' } as const)[outcome.type];
}
