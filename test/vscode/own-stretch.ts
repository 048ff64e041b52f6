/** How long Overlap's own code holds the extension host's thread, apart from what VS Code and its other extensions do there. */
import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';

const everyUs = 500;

/** Does the work, and says the longest that Overlap's code, with what it calls, ran without a pause meanwhile: milliseconds by the clock. */
export async function withOwnStretch<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly ownMs: number }> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: everyUs });
    await session.post('Profiler.start');
    const result = await work();
    const { profile } = await session.post('Profiler.stop');
    return { result, ownMs: Math.round(longestIn(profile)) };
  } finally {
    session.disconnect();
  }
}

function longestIn({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): number {
  const own = new Set<number>();
  // A node is listed before those that it called.
  for (const { id, callFrame, children = [] } of nodes) {
    if (callFrame.url.endsWith('/dist/extension.cjs')) own.add(id);
    if (own.has(id)) for (const child of children) own.add(child);
  }
  let longest = 0;
  let stretch = 0;
  samples.forEach((id, index) => {
    stretch = own.has(id) ? stretch + (timeDeltas[index + 1] ?? 0) : 0;
    longest = Math.max(longest, stretch);
  });
  return longest / 1000;
}
