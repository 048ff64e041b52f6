import type { Machine } from '../engine/machine.ts';
import type { Arrivals, Program, TaskSpec } from '../program/program.ts';
import { readExplore, type Explore } from './explore.ts';
import { faultIn } from './json-places.ts';
import { readMachine } from './machine.ts';
import { Entry, ScenarioError } from './reader.ts';
import { Resources } from './resources.ts';
import { Steps } from './steps.ts';
import { Ticks } from './times.ts';

export interface Scenario {
  readonly title: string;
  /** What it teaches, in one sentence; empty where the document does not say. */
  readonly teaches: string;
  readonly tickUs: number;
  readonly program: Program;
  readonly machine: Machine;
  /** Every order of steps is looked at too, within these limits; null: only the one run. */
  readonly explore: Explore | null;
}

export const documentKeys = ['$schema', 'title', 'teaches', 'tickUs', 'machine', 'explore', 'resources', 'bodies', 'tasks'] as const;
export const taskKeys = ['name', 'arrives', 'count', 'priority', 'worker', 'do'] as const;

/** Longer texts are not read: what is long in a good scenario is a count, not a list. */
export const longestText = 20_000_000;
const mostTasks = 4_000_000;

/** Reads the text of a scenario file. @throws {ScenarioError} */
export function loadScenario(text: string): Scenario {
  return readScenario(parseScenario(text));
}

/** The text as JSON. @throws {ScenarioError} with the place where it stops being that */
export function parseScenario(text: string): unknown {
  if (text.length > longestText) {
    throw new ScenarioError('', `has ${text.length} characters, more than ${longestText}; say "count" for tasks that are alike, and "loop" for steps`);
  }
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (error) {
    const fault = faultIn(text);
    throw new ScenarioError('', `is not JSON: ${fault?.message ?? String(error)}`, fault?.span);
  }
}

/** A parsed document → what the engine runs. @throws {ScenarioError} */
export function readScenario(document: unknown): Scenario {
  const entry = new Entry(document, '');
  entry.members(documentKeys);
  const tickUs = entry.at('tickUs').exists ? entry.at('tickUs').whole(1) : 1000;
  const ticks = new Ticks(tickUs);
  const title = entry.at('title').exists ? entry.at('title').text() : 'Scenario';
  const machine = readMachine(entry.at('machine'), ticks);
  const resources = new Resources(entry.at('resources'), ticks);
  const bodies = entry.at('bodies').exists ? entry.at('bodies').members() : [];
  const tasks = entry.at('tasks').items();
  if (tasks.length === 0) entry.at('tasks').fail('needs at least one task');
  const taskNames = new Set<string>();
  for (const task of tasks) {
    task.members(taskKeys);
    const name = task.at('name').text();
    if (taskNames.has(name)) task.at('name').fail(`there is another task ${JSON.stringify(name)}; give each its own name, or say "count"`);
    taskNames.add(name);
  }
  const bodyNames = new Set(bodies.map(([name]) => name));
  const steps = new Steps(ticks, resources, bodyNames, taskNames);
  for (const [name, body] of bodies) steps.body(name, body);
  let left = mostTasks;
  const specs = tasks.map((task): TaskSpec => {
    const name = task.at('name').text();
    const body = readBody(task.at('do'), name, bodyNames, steps);
    const arrivals = readArrivals(task, ticks, left);
    left -= arrivals.type === 'at' ? arrivals.timesUs.length : arrivals.count;
    return {
      name, body, arrivals, ...(task.at('priority').exists && { priority: task.at('priority').number() }), ...(task.at('worker').exists && { worker: task.at('worker').flag() }),
    };
  });
  return {
    title, teaches: entry.at('teaches').exists ? entry.at('teaches').text() : '', tickUs, machine, explore: readExplore(entry.at('explore')),
    program: { title, sites: steps.sites, resources: Object.fromEntries(resources.declared), bodies: Object.fromEntries(steps.bodies), tasks: specs },
  };
}

/** `do` is a list of steps, or the name of a body that several tasks share. */
function readBody(entry: Entry, task: string, bodyNames: ReadonlySet<string>, steps: Steps): string {
  if (typeof entry.value === 'string') {
    if (!bodyNames.has(entry.value)) entry.fail(`there is no body ${JSON.stringify(entry.value)}; declare it under bodies, or write the steps here`);
    return entry.value;
  }
  let name = task;
  while (bodyNames.has(name) || steps.bodies.has(name)) name += '′';
  steps.body(name, entry);
  return name;
}

/** `arrives`: a time, a list of times, `{ "every": 5, "from": 0 }` or `{ "poisson": 5, "from": 0 }` with the mean gap. */
function readArrivals(task: Entry, ticks: Ticks, most: number): Arrivals {
  const arrives = task.at('arrives');
  const count = task.at('count');
  if (Array.isArray(arrives.value)) {
    if (count.exists) count.fail('is told by the list of arrivals already; leave it out');
    if (arrives.value.length > most) arrives.fail(`${arrives.value.length} tasks are too many: a scenario may have ${mostTasks} in all`);
    return { type: 'at', timesUs: arrives.items().map((time) => ticks.constant(time)) };
  }
  const times = count.exists ? count.whole(0) : 1;
  if (times > most) count.fail(`${times} tasks are too many: a scenario may have ${mostTasks} in all`);
  if (!arrives.isObject()) return { type: 'fixed', count: times, startUs: arrives.exists ? ticks.constant(arrives) : 0, everyUs: 0 };
  arrives.members(['every', 'poisson', 'from']);
  const startUs = arrives.at('from').exists ? ticks.constant(arrives.at('from')) : 0;
  const poisson = arrives.at('poisson');
  if (poisson.exists === arrives.at('every').exists) arrives.fail('needs one of every and poisson');
  const everyUs = ticks.constant(poisson.exists ? poisson : arrives.at('every'));
  if (poisson.exists && everyUs === 0) poisson.fail('must be above 0');
  if (startUs + times * everyUs > 2 ** 50) arrives.fail('the last would arrive after more than 2^50 µs; lower the count or the time between');
  return { type: poisson.exists ? 'poisson' : 'fixed', count: times, startUs, everyUs };
}
