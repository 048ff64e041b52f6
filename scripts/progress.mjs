/** Says what is being done, and every few seconds that it is still being done: never silence, never a spinner in a log file. */

/**
 * @template T
 * @param {string} text what is being done
 * @param {() => Promise<T>} work
 * @param {{ log?: (line: string) => void, everyMs?: number }} [options]
 * @returns {Promise<T>}
 */
export async function during(text, work, { log = console.log, everyMs = 5_000 } = {}) {
  const begun = Date.now();
  const seconds = () => `${Math.round((Date.now() - begun) / 1000)} s`;
  log(`${text} …`);
  const timer = setInterval(() => log(`  still at it, ${seconds()}`), everyMs);
  try {
    const result = await work();
    log(`  done, ${seconds()}`);
    return result;
  } finally {
    clearInterval(timer);
  }
}
