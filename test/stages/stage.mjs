/**
 * What the runner knows of a stage.
 * @typedef {{ passed: number, failed: number }} Outcome
 * @typedef {object} Stage
 * @property {string} name as given on the command line
 * @property {string} title
 * @property {number} timeoutMs
 * @property {readonly string[]} [needs] stages that go before it
 * @property {(context: { log: (line: string) => void, signal: AbortSignal, timeoutMs: number }) => Promise<Outcome>} run prints each failure in full
 */
export {};
