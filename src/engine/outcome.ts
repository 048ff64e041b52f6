import type { Outcome } from './schedule.ts';
import { waitKinds } from './schedule.ts';
import type { Simulation } from './simulation.ts';
import { CALLING, DONE, READY, REJECTED, WAITING } from './task-table.ts';

/** How a run ended by itself. */
export function outcomeOf(simulation: Simulation): Outcome {
  if (simulation.alive > 0) return deadlockOf(simulation);
  const { tasks, errors } = simulation;
  for (let task = 0; task < tasks.count; task++) {
    if (tasks.result[task] !== REJECTED || tasks.observed[task] === 1) continue;
    const who = tasks.parent[task]! < 0 ? '' : ', and nobody awaited it';
    return { type: 'failed', detail: `${tasks.nameOf(task)} failed: ${errors[tasks.error[task]!] ?? ''}${who}` };
  }
  return { type: 'finished' };
}

function deadlockOf(simulation: Simulation): Outcome {
  const { tasks } = simulation;
  const stuck: number[] = [];
  for (let task = 0; task < tasks.count && stuck.length < 10_000; task++) if (tasks.state[task] !== DONE && tasks.state[task] !== 0) stuck.push(task);
  const cycle = findCycle(stuck, (task) => waitsFor(simulation, task));
  const shown = cycle.length > 0 ? cycle : stuck.slice(0, 3);
  const more = cycle.length === 0 && stuck.length > shown.length ? `; and ${stuck.length - shown.length} more` : '';
  return { type: 'deadlock', detail: shown.map((task) => describe(simulation, task)).join('; ') + more, cycle: cycle.map((task) => tasks.nameOf(task)) };
}

/** Tasks without whose doing a task cannot go on. */
function waitsFor(simulation: Simulation, task: number): readonly number[] {
  const { tasks, sync, joins, recording, code } = simulation;
  if (tasks.state[task] === CALLING) return [];
  if (tasks.state[task] !== WAITING) return [];
  const wait = recording.waitAt(tasks.wait[task]!);
  const on = recording.names[wait.on];
  switch (waitKinds[wait.kind]) {
    case 'lock': {
      const owner = sync.ownerOf(code.locks.findIndex(({ name }) => name === on));
      return owner < 0 ? [] : [owner];
    }
    case 'semaphore':
      return on === undefined ? [] : sync.holdersOf(code.semaphores.findIndex(({ name }) => name === on));
    case 'join':
      return (joins.gatherOf(task)?.children ?? []).filter((child) => tasks.state[child] !== DONE);
    default:
      return [];
  }
}

function describe(simulation: Simulation, task: number): string {
  const { tasks, recording, joins } = simulation;
  const name = tasks.nameOf(task);
  const row = tasks.wait[task]!;
  if (tasks.state[task] === READY) return `${name} is ready but never gets a thread or core`;
  if (tasks.state[task] !== WAITING || row < 0) return `${name} spins for ever`;
  const wait = recording.waitAt(row);
  const on = recording.names[wait.on] ?? '';
  const by = waitsFor(simulation, task).slice(0, 3).map((other) => tasks.nameOf(other)).join(', ');
  switch (waitKinds[wait.kind]) {
    case 'lock':
      return by === name ? `${name} waits for lock ${on}, which it holds itself` : `${name} waits for lock ${on}, held by ${by}`;
    case 'semaphore':
      return `${name} waits for ${on}, held by ${by || 'nobody who is left'}`;
    case 'channel':
      return `${name} waits on channel ${on}, and nobody is left to serve it`;
    case 'barrier':
      return `${name} waits at barrier ${on}, and not enough others can come`;
    case 'join':
      return joins.gatherOf(task)?.children.length === 0 ? `${name} awaits a race of nothing, which never settles` : `${name} waits for ${by}`;
    default:
      return `${name} waits for ever`;
  }
}

/** The first cycle of a wait-for graph, as the tasks on it in order; empty where there is none. */
export function findCycle(nodes: readonly number[], next: (node: number) => readonly number[]): number[] {
  const finished = new Set<number>();
  for (const root of nodes) {
    const path: number[] = [];
    const place = new Map<number, number>();
    const pending: { node: number; targets: readonly number[]; at: number }[] = [];
    const enter = (node: number): void => {
      place.set(node, path.length);
      path.push(node);
      pending.push({ node, targets: next(node), at: 0 });
    };
    if (!finished.has(root)) enter(root);
    while (pending.length > 0) {
      const top = pending[pending.length - 1];
      if (top === undefined) break;
      const target = top.targets[top.at++];
      if (target === undefined) {
        finished.add(top.node);
        place.delete(top.node);
        path.pop();
        pending.pop();
        continue;
      }
      const start = place.get(target);
      if (start !== undefined) return path.slice(start);
      if (!finished.has(target)) enter(target);
    }
  }
  return [];
}
