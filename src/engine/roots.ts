import type { Program } from '../program/program.ts';
import { arrivalTimes } from './arrivals.ts';
import type { Code } from './code.ts';
import { ProgramError, suggestion } from './program-error.ts';
import { hash } from './random.ts';
import type { TaskTable } from './task-table.ts';

/** The tasks that a TaskSpec became: from, and how many. */
export interface Roots {
  readonly first: number;
  readonly count: number;
}

/** Makes the tasks that arrive by themselves, in the program's order. @throws {ProgramError} */
export function addRoots(tasks: TaskTable, program: Program, code: Code, seed: number, mostTasks: number): Roots[] {
  return program.tasks.map((spec, index) => {
    const path = `tasks[${index}]`;
    const body = code.bodyIndex.get(spec.body);
    if (body === undefined) throw new ProgramError(`${path}.body`, `there is no body named ${spec.body}${suggestion(spec.body, code.bodyIndex.keys())}`);
    const key = hash(seed, index);
    const first = tasks.count;
    for (const at of arrivalTimes(spec.arrivals, hash(key, 0x51ed), `${path}.arrivals`, mostTasks - tasks.count)) {
      const task = tasks.add(spec.name, body, code.bodies[body]!.start, -1, at, hash(key, tasks.count - first));
      tasks.priority[task] = spec.priority ?? 0;
      tasks.worker[task] = spec.worker ? 1 : 0;
    }
    return { first, count: tasks.count - first };
  });
}

/** All tasks by their arrival; those of one instant in the program's order. */
export function inOrderOfArrival(tasks: TaskTable): Int32Array {
  const order = Int32Array.from({ length: tasks.count }, (_, task) => task);
  const sorted = order.every((task) => task === 0 || tasks.arrivesUs[task - 1]! <= tasks.arrivesUs[task]!);
  return sorted ? order : order.sort((one, other) => tasks.arrivesUs[one]! - tasks.arrivesUs[other]! || one - other);
}
