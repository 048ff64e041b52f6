import { getJson } from './lib/http.ts';
import { sleep } from './lib/time.ts';

/** Tries again, each time after a longer pause. */
export async function withRetry<T>(attempt: () => Promise<T>, tries = 4): Promise<T> {
  let pauseMs = 100;
  for (let n = 1; ; n += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (n === tries) throw error;
      await sleep(pauseMs);
      pauseMs *= 2;
    }
  }
}

/** Asks until the export is done. */
export async function waitForExport(): Promise<number> {
  let checks = 0;
  for (;;) {
    const { state } = await getJson<{ state: string }>('/exports');
    checks += 1;
    if (state === 'done') return checks;
    await sleep(250);
  }
}

/** Two pauses in a row: 650 ms as written, 400 ms side by side. */
export async function warmUp(): Promise<string> {
  const cache = await warmCache();
  const index = await warmIndex();
  return `${cache}, ${index}`;
}

async function warmCache(): Promise<string> {
  await sleep(250);
  return 'cache warm';
}

async function warmIndex(): Promise<string> {
  await sleep(400);
  return 'index warm';
}

/** Waits little and computes much: overlapping the waits would gain next to nothing. */
export async function buildSearchIndex(names: readonly string[]): Promise<Map<string, number>> {
  const events = await getJson<{ product: string }[]>('/events');
  const index = new Map<string, number>();
  for (let round = 0; round < 200_000; round += 1) {
    const name = names[round % names.length] ?? '';
    const hash = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, round);
    index.set(name, Math.max(index.get(name) ?? 0, hash));
  }
  index.set('events', events.length);
  return index;
}
