/** What the charts that the panel draws from a run say, in one sentence each. */
import type { Flow } from '../laws/flow.ts';
import { count } from './format.ts';

export const overTimeWords = {
  progress: { label: 'Operations in progress', explanation: 'How many operations are waited for, and how many cores compute, at each moment: where the line is at 1, nothing overlaps.' },
  utilisation: { label: 'Cores in use', explanation: 'The share of the cores that compute at each moment. On one event loop that is the code between awaits; waiting needs no core.' },
  system: { label: 'Tasks in the system', explanation: 'How many tasks have arrived and not ended at each moment: work in progress. By Little’s law its mean is throughput × the time that a task stays.' },
} as const;
export type OverTime = keyof typeof overTimeWords;

/** Little's law with the numbers of a stretch of one run. */
export function flowSentence(run: string, { inSystem, ended, perS, timeUs }: Flow, duration: (us: number) => string): string {
  const mean = inSystem.toFixed(2);
  if (timeUs === null) return `${run}: on average ${mean} in the system; none ended.`;
  return `${run}: ${count(ended, 'task')} ended, ${perS.toLocaleString('en', { maximumSignificantDigits: 3 })} a second × ${duration(timeUs)} each = ${mean} in the system on average.`;
}

/** `tasks`: whether these are of tasks; else of the waits inside the only one. */
export function latencyWords(tasks: boolean): { readonly title: string; readonly explanation: string } {
  return tasks
    ? { title: 'Latency of tasks', explanation: 'The share of the tasks that were done within each time of their arrival: the steeper the line, the more alike they are.' }
    : { title: 'How long waits take', explanation: 'The share of the waits for the outside that were over within each time: the steeper the line, the more alike they are.' };
}
