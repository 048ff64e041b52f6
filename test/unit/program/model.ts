import { analyze } from '../../../src/analysis/analyze.ts';
import type { AsyncFunction, ConcurrencyModel, Group, Loop, Place } from '../../../src/analysis/model.ts';

/** The model of a text, by the real analysis. */
export function modelOf(text: string): ConcurrencyModel {
  return analyze({ path: 'case.ts', text });
}

export function functionNamed(model: ConcurrencyModel, name: string): AsyncFunction {
  const found = model.functions.find((fn) => fn.name === name);
  if (!found) throw new Error(`no function ${name}; there are ${model.functions.map((fn) => fn.name).join(', ')}`);
  return found;
}

/** The same model with findings put in by hand, so that a test of what follows from a finding does not hang on how it is found. */
export function withFindings(model: ConcurrencyModel, name: string, groups: readonly Partial<Group>[], loops?: readonly Loop[]): ConcurrencyModel {
  const whole = groups.map((group): Group => ({ awaits: [], shape: 'promise-all', confidence: 'likely', fixSafe: false, ...group }));
  return { ...model, functions: model.functions.map((fn) => (fn.name === name ? { ...fn, groups: whole, ...(loops && { loops }) } : fn)) };
}

/** Every loop of a function taken for independent. */
export function independentLoops(fn: AsyncFunction): Loop[] {
  return fn.loops.map((loop) => ({ ...loop, verdict: 'independent', confidence: 'likely' }));
}

export const nowhere: Place = { start: 0, end: 0, line: 1, column: 1 };
