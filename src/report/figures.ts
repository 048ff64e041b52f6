/** The figures beside a timeline. Each says in one sentence which value it is; all of them are simulated. */
import type { Figure, Run } from '../protocol.ts';
import { duration, percent, times } from './format.ts';

/** `guessed`: durations that the runs rest on are defaults. */
export function figuresOf(written: Run, overlapped: Run | null, guessed: boolean): readonly Figure[] {
  const best = overlapped ?? written;
  const about = guessed ? '≈ ' : '';
  const writtenUs = returnsAt(written);
  const cutOff = [written, best].some(({ schedule }) => schedule.outcome.type === 'limited');
  const { metrics } = best;
  const figures: Figure[] = [
    {
      id: 'as-written',
      label: 'Elapsed, as written',
      value: elapsed(written, about),
      explanation: `From the call to the return, simulated with the durations shown${guessed ? ', some of which are defaults' : ''}.`,
    },
  ];
  if (overlapped) {
    figures.push(
      {
        id: 'overlapped',
        label: 'Elapsed, overlapped',
        value: elapsed(overlapped, about),
        explanation: 'The same function with its independent awaits started together.',
      },
    );
  }
  if (cutOff) return figures;
  if (overlapped) {
    figures.push(
      {
        id: 'speedup',
        label: 'Speed-up over as written',
        value: times(writtenUs / Math.max(1, returnsAt(overlapped))),
        explanation: 'Elapsed as written ÷ elapsed overlapped. It counts waiting, not CPU. The chart below takes another baseline: all work one after the other.',
      },
    );
  }
  figures.push(
    {
      id: 'critical-path',
      label: 'Critical path (span)',
      value: about + duration(metrics.spanUs),
      explanation: `The longest chain of waits and code that need one another${overlapped ? ', overlapped' : ''}: without changing that chain it cannot become shorter.`,
    },
    {
      id: 'work',
      label: 'Work',
      value: about + duration(metrics.elapsedSerialUs),
      explanation: 'All waits and all code, one after the other.',
    },
    {
      id: 'serial-fraction',
      label: 'Serial fraction',
      value: percent(metrics.serialFraction),
      explanation: 'The share of the work during which exactly one thing is in progress, with nothing limited. It is what caps the speed-up.',
    },
    {
      id: 'loop-busy',
      label: 'Event loop busy',
      value: percent(metrics.utilisation),
      explanation: 'The share of the elapsed time in which code runs; in the rest the function only waits.',
    },
  );
  return figures;
}

/** Of a run that was cut off no more is known than that it takes longer. */
function elapsed(run: Run, about: string): string {
  return (run.schedule.outcome.type === 'limited' ? 'more than ' : about) + duration(returnsAt(run));
}

/** When the function itself ends; what it started and did not wait for may go on. */
export function returnsAt({ schedule }: Run): number {
  const ends = schedule.tasks.endsUs[0] ?? -1;
  return ends < 0 ? schedule.wallUs : ends;
}
