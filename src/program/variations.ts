/** Programs with one thing changed everywhere, for sweeps. */
import { changeEach } from './instructions.ts';
import type { Instruction, Program } from './program.ts';

/** Every `map` runs at most `limit` of its calls at a time. */
export function withLimit(program: Program, limit: number): Program {
  return withInstructions(program, (one) => (one.op === 'map' ? { ...one, limit } : one));
}

/** Every operation on the outside takes `us` microseconds, and nothing is drawn any more; timers and what only yields stay as they are. */
export function withLatency(program: Program, us: number): Program {
  const resources = Object.fromEntries(Object.entries(program.resources).map(([name, one]) => [name, one.type === 'device' && one.latency !== undefined ? { ...one, latency: us } : one]));
  return { ...withInstructions(program, (one) => (one.op === 'io' && one.us !== undefined && (one.kind ?? 'io') === 'io' ? { ...one, us } : one)), resources };
}

/**
 * So much computing, the first `fraction` of it alone and the rest in as many equal parts as are asked for: the program that Amdahl's law
 * (AFIPS 1967) is about. Parts are rounded up to whole microseconds.
 */
export function serialThenParallel(title: string, workUs: number, fraction: number, parts: number): Program {
  const site = -1;
  const serialUs = Math.round(workUs * fraction);
  const partUs = Math.ceil((workUs - serialUs) / parts);
  const parallel: Instruction[] = [{ op: 'spawn', body: 'part', handle: 'parts', times: parts, site }, { op: 'join', how: 'all', handles: ['parts'], site }];
  return {
    title, sites: [], resources: {},
    bodies: { main: [{ op: 'compute', us: serialUs, site }, ...(partUs > 0 ? parallel : [])], part: [{ op: 'compute', us: partUs, site }] },
    tasks: [{ name: 'main', body: 'main', arrivals: { type: 'at', timesUs: [0] } }],
  };
}

function withInstructions(program: Program, change: (one: Instruction) => Instruction): Program {
  return { ...program, bodies: Object.fromEntries(Object.entries(program.bodies).map(([name, list]) => [name, changeEach(list, (one) => [change(one)])])) };
}
