/** Short ways to write Programs in tests. Times are microseconds unless a tick is given. */
import type { Instruction, Program, Resource, TaskSpec } from '../../../src/program/program.ts';

const site = -1;
export const compute = (us: number): Instruction => ({ op: 'compute', us, site });
export const io = (us: number, on?: string): Instruction => ({ op: 'io', us, ...(on !== undefined && { on }), site });
export const timer = (us: number): Instruction => ({ op: 'io', us, kind: 'timer', site });
export const spawn = (body: string, handle?: string, times = 1): Instruction => ({ op: 'spawn', body, times, ...(handle !== undefined && { handle }), site });
export const join = (how: 'await' | 'all' | 'allSettled' | 'race' | 'any', ...handles: string[]): Instruction => ({ op: 'join', how, handles, site });
export const fail = (error: string): Instruction => ({ op: 'fail', error, site });
export const loop = (times: number, ...body: Instruction[]): Instruction => ({ op: 'loop', times, body, site });
export const lock = (name: string): Instruction => ({ op: 'lock', lock: name, site });
export const unlock = (name: string): Instruction => ({ op: 'unlock', lock: name, site });

/** One task for each name, all at time 0. */
export function tasks(body: string, names: string): TaskSpec[] {
  return names.split(' ').map((name) => ({ name, body, arrivals: { type: 'at', timesUs: [0] } }));
}

/** So many tasks of one name, all at time 0. */
export function many(body: string, count: number): TaskSpec {
  return { name: body, body, arrivals: { type: 'fixed', count, startUs: 0, everyUs: 0 } };
}

export function program(bodies: Record<string, Instruction[]>, specs: TaskSpec[], resources: Record<string, Resource> = {}): Program {
  return { title: 'test', sites: [], resources, bodies, tasks: specs };
}
