/** Values of a scenario that are moved in the panel: their ids are paths in the document, and times are microseconds as everywhere in the panel. */
import type { Control, Overrides } from '../protocol.ts';
import { modelNames } from '../engine/machine.ts';
import type { Settings } from '../scenarios/lessons/lesson.ts';
import type { Scenario } from '../scenarios/load.ts';

const mostControls = 24;
const timeKeys = new Set(['quantum', 'switchCost', 'migrationCost', 'coldCacheCost', 'boost', 'compute', 'io', 'timer', 'latency', 'timeout', 'after', 'every', 'poisson', 'from', 'arrives']);

const drawnKeys = new Set(['poisson', 'uniform', 'exponential', 'lognormal', 'empirical', 'chance']);

function isTime(path: string): boolean {
  return timeKeys.has(path.split('.').at(-1) ?? '');
}

/** Settings in ticks → overrides in microseconds; what is no number becomes JSON text. */
export function overridesOf(settings: Settings, tickUs: number): Overrides {
  return Object.fromEntries(Object.entries(settings).map(([path, value]): [string, number | string] => {
    if (typeof value === 'number') return [path, isTime(path) ? Math.round(value * tickUs) : value];
    return [path, typeof value === 'string' ? value : JSON.stringify(value)];
  }));
}

/** Overrides → settings as `withSettings` takes them. */
export function settingsOf(overrides: Overrides, tickUs: number): Record<string, string> {
  return Object.fromEntries(Object.entries(overrides).map(([path, value]) => [path, typeof value === 'number' && isTime(path) ? String(value / tickUs) : String(value)]));
}

/** The controls of a scenario with its overrides in force. `document` is the parsed document it was read from. */
export function scenarioControls(document: unknown, { machine, tickUs }: Scenario, overrides: Overrides): Control[] {
  const controls: Control[] = [];
  const origin = (id: string): Control['origin'] => (id in overrides ? null : 'scenario');
  const whole = (id: string, label: string, value: number, min: number, max: number, explanation: string): void => {
    controls.push({ id, label, origin: origin(id), explanation, input: { type: 'number', value, min, max: Math.max(max, value), step: 1, unit: 'none' } });
  };
  const time = (id: string, label: string, us: number, explanation: string): void => {
    controls.push({ id, label, origin: origin(id), explanation, input: { type: 'number', value: us, min: 0, max: Math.max(10 * us, 100 * tickUs), step: tickUs, unit: 'us' } });
  };
  const choice = (id: string, label: string, value: string, options: readonly string[], explanation: string): void => {
    controls.push({ id, label, origin: origin(id), explanation, input: { type: 'choice', value, options: options.map((one) => ({ value: one, label: one })) } });
  };
  choice('model', 'Execution model', machine.model, modelNames, 'How tasks get the cores.');
  whole('cores', 'Cores', machine.cores, 1, 64, 'How many tasks can compute at the same instant.');
  if (machine.model !== 'event-loop' && machine.model !== 'blocking') {
    time('quantum', 'Quantum', machine.quantumUs, 'How long a task may keep a core before the next one’s turn; 0: as long as it wants.');
    time('switchCost', 'Switch cost', machine.switchCostUs, 'Charged when a core changes to another task.');
  }
  if (machine.model === 'thread-pool' || machine.model === 'workers') whole('poolSize', machine.model === 'workers' ? 'Workers' : 'Threads in the pool', machine.poolSize ?? (machine.model === 'workers' ? Math.max(1, machine.cores - 1) : 4), 1, 128, 'How many threads take tasks.');
  if (machine.model === 'event-loop-per-core') choice('balancer', 'Requests are', machine.balancer ?? 'dealt', ['dealt', 'one-queue'], 'Dealt to the loops in turn, or taken from one queue by a loop with nothing to do.');
  if (machine.model === 'green-threads') choice('stealing', 'Stealing', String(machine.stealing ?? true), ['true', 'false'], 'Whether an idle core takes from the longest other queue.');
  if (machine.bytesPerTask !== undefined) whole('bytesPerTask', 'Bytes for a task', machine.bytesPerTask, 100, 10_000_000, 'Memory that one task in flight holds.');
  if (isDrawn(document)) whole('seed', 'Seed', machine.seed, 0, 100, 'Other random numbers: what holds for one seed alone was chance.');
  for (const [name, resource] of entriesOf(memberOf(document, 'resources'))) {
    const id = (key: string): string => `resources.${name}.${key}`;
    if (typeof memberOf(resource, 'permits') === 'number') whole(id('permits'), `Permits of ${name}`, Number(memberOf(resource, 'permits')), 1, 64, 'How many may hold it at once.');
    if (typeof memberOf(resource, 'capacity') === 'number') whole(id('capacity'), `Places at ${name}`, Number(memberOf(resource, 'capacity')), 1, 64, 'How many operations it serves at once.');
    if (typeof memberOf(resource, 'latency') === 'number') time(id('latency'), `Latency of ${name}`, Number(memberOf(resource, 'latency')) * tickUs, 'How long one operation takes.');
    if (memberOf(resource, 'pool') === true && !controls.some((control) => control.id === 'ioPoolSize')) whole('ioPoolSize', 'Threads of the I/O pool', machine.ioPoolSize ?? 4, 1, 128, 'Threads behind files and DNS.');
  }
  for (const [index, task] of itemsOf(memberOf(document, 'tasks')).entries()) {
    const name = textOf(memberOf(task, 'name'));
    const path = `tasks[${index}]`;
    if (typeof memberOf(task, 'count') === 'number') whole(`${path}.count`, `How many of ${name}`, Number(memberOf(task, 'count')), 1, 1000, 'How many such tasks there are.');
    stepTimes(memberOf(task, 'do'), `${path}.do`, name);
  }
  for (const [name, body] of entriesOf(memberOf(document, 'bodies'))) if (/^[\w -]+$/.test(name)) stepTimes(body, `bodies.${name}`, name);
  return controls.slice(0, mostControls);

  /** Times and counts of steps, also of those inside. */
  function stepTimes(steps: unknown, path: string, owner: string): void {
    for (const [index, step] of itemsOf(steps).entries()) {
      for (const [key, value] of entriesOf(step)) {
        const id = `${path}[${index}].${key}`;
        const label = textOf(memberOf(step, 'label')) || key;
        if (typeof value === 'number' && timeKeys.has(key)) time(id, `${owner}: ${label}`, value * tickUs, `How long this takes${key === 'compute' ? ', on a core' : ''}.`);
        else if (typeof value === 'number' && (key === 'count' || key === 'limit' || key === 'loop')) whole(id, `${owner}: ${key === 'loop' ? 'iterations' : key}`, value, 1, 100, key === 'limit' ? 'How many run at a time.' : 'How often.');
        else if (Array.isArray(value)) stepTimes(value, id, owner);
      }
    }
  }
}

/** Whether anything of it rests on random numbers. */
function isDrawn(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isDrawn);
  return entriesOf(value).some(([key, member]) => drawnKeys.has(key) || isDrawn(member));
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function itemsOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
