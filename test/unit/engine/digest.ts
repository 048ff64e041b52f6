/** One number for everything that the engine gives for many programs on many machines: equal wherever it runs, or the engine is not deterministic. */
import { search } from '../../../src/engine/interleavings/search.ts';
import { machineOf, modelNames } from '../../../src/engine/machine.ts';
import { run } from '../../../src/engine/run.ts';
import { measure } from '../../../src/laws/measure.ts';
import type { Instruction, Program } from '../../../src/program/program.ts';

const site = -1;

/** Latencies of every distribution, whose logarithms and roots are where engines of JavaScript could differ. */
const drawn: Program = {
  title: 'drawn', sites: [], resources: { disk: { type: 'device', capacity: 3, latency: { type: 'lognormal', medianUs: 500, sigma: 1.2 } } },
  bodies: {
    request: ([
      { op: 'compute', us: { type: 'exponential', meanUs: 300 }, site }, { op: 'io', on: 'disk', site }, { op: 'io', us: { type: 'uniform', minUs: 5, maxUs: 900 }, site },
      { op: 'branch', condition: { type: 'probability', p: 0.3 }, then: [{ op: 'io', us: { type: 'empirical', samplesUs: [1, 10, 5000] }, site }], else: [], site },
    ] satisfies Instruction[]),
  },
  tasks: [{ name: 'request', body: 'request', arrivals: { type: 'poisson', count: 500, startUs: 0, everyUs: 400 } }],
};

/** Whatever tasks can share and wait for. */
const shared: Program = {
  title: 'shared', sites: [], bodies: {
    main: ([
      { op: 'spawn', body: 'part', handle: 'h', times: 4, site }, { op: 'map', how: 'allSettled', body: 'part', times: 6, limit: 2, site }, { op: 'join', how: 'race', handles: ['h'], site },
      { op: 'try', body: [{ op: 'timeout', us: 800, body: [{ op: 'io', us: 5000, kind: 'timer', site }], site }], catch: [{ op: 'compute', us: 50, site }], finally: [{ op: 'yield', site }], site },
      { op: 'cancel', handle: 'h', site }, { op: 'join', how: 'allSettled', handles: ['h'], site },
    ] satisfies Instruction[]),
    part: ([
      { op: 'compute', us: 900, site }, { op: 'acquire', semaphore: 's', site }, { op: 'io', us: 700, site }, { op: 'release', semaphore: 's', site }, { op: 'lock', lock: 'm', site },
      { op: 'atomic', variable: 'x', add: 1, site }, { op: 'compute', us: 300, site }, { op: 'unlock', lock: 'm', site }, { op: 'loop', times: 3, body: [{ op: 'io', us: 40, kind: 'timer', site }], site },
    ] satisfies Instruction[]),
  },
  resources: { m: { type: 'lock' }, s: { type: 'semaphore', permits: 3 }, x: { type: 'variable', initial: 0 } },
  tasks: [{ name: 'main', body: 'main', arrivals: { type: 'fixed', count: 3, startUs: 0, everyUs: 1000 } }],
};

/** Three increments, some of them lost. */
const lost: Program = {
  title: 'lost', sites: [], resources: { x: { type: 'variable', initial: 0 } },
  bodies: { add: [{ op: 'read', variable: 'x', into: 'r', site }, { op: 'write', variable: 'x', value: { register: 'r', plus: 1 }, site }] }, tasks: [{ name: 'add', body: 'add', arrivals: { type: 'fixed', count: 3, startUs: 0, everyUs: 0 } }],
};

export function digest(): string {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  const add = (byte: number): void => {
    low = Math.imul(low ^ byte, 0x01000193);
    high = Math.imul(high ^ byte ^ (low >>> 24), 0x85ebca6b);
  };
  const addValue = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) for (const byte of new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) add(byte);
    else if (typeof value === 'object' && value !== null) for (const [key, member] of Object.entries(value)) { addValue(key); addValue(member); }
    else for (const letter of String(value)) add(letter.charCodeAt(0));
  };
  for (const one of [drawn, shared]) {
    for (const model of modelNames) {
      const schedule = run(one, machineOf(model, 3, { quantumUs: 700, switchCostUs: 20 }));
      addValue(schedule);
      addValue(measure(one, schedule));
    }
  }
  addValue(search(lost, machineOf('threads', 3)));
  return (high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0');
}
