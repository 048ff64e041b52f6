/** The quantities that lessons speak of, read off runs of a scenario. */
import { search, type Search } from '../engine/interleavings/search.ts';
import { run } from '../engine/run.ts';
import { taskName, type Schedule } from '../engine/schedule.ts';
import { deviceUse } from '../laws/device-use.ts';
import { coreTime, measure } from '../laws/measure.ts';
import type { Metrics } from '../laws/metrics.ts';
import { quantityNames, type Quantity } from '../scenarios/lessons/lesson.ts';
import type { Scenario } from '../scenarios/load.ts';
import { bytes, exactDuration } from './format.ts';

type PlainName = (typeof quantityNames)[number];
type Unit = 'time' | 'share' | 'ratio' | 'count' | 'bytes';

interface Plain {
  readonly label: string;
  readonly unit: Unit;
  /** Times in microseconds. */
  readonly of: (measured: Measured) => number;
}

const time = (label: string, of: Plain['of']): Plain => ({ label, unit: 'time', of });
const share = (label: string, of: Plain['of']): Plain => ({ label, unit: 'share', of });
const ratio = (label: string, of: Plain['of']): Plain => ({ label, unit: 'ratio', of });
const count = (label: string, of: Plain['of']): Plain => ({ label, unit: 'count', of });

const plain: Readonly<Record<PlainName, Plain>> = {
  wall: time('Wall', ({ metrics }) => metrics.wallUs),
  busy: time('Core time computing', ({ schedule }) => coreTime(schedule).busyUs),
  blocked: time('Core time held by waits', ({ metrics }) => metrics.blockedCoreUs),
  idle: time('Core time idle', ({ schedule }) => coreTime(schedule).idleUs),
  overhead: time('Switching and spinning', ({ metrics }) => metrics.overheadUs),
  work: time('Work', ({ metrics }) => metrics.workUs),
  span: time('Span', ({ metrics }) => metrics.spanUs),
  'cpu serial': time('CPU work', ({ metrics }) => metrics.cpuSerialUs),
  'elapsed serial': time('One after the other', ({ metrics }) => metrics.elapsedSerialUs),
  'mean latency': time('Mean latency', ({ metrics }) => metrics.latencyUs.mean),
  'median latency': time('Median latency', ({ metrics }) => metrics.latencyUs.p50),
  'longest latency': time('Longest latency', ({ metrics }) => metrics.latencyUs.max),
  utilisation: share('Cores busy', ({ metrics }) => metrics.utilisation),
  'overhead share': share('Spent on switching', ({ metrics, schedule }) => metrics.overheadUs / (metrics.wallUs * schedule.machine.cores)),
  'serial fraction': share('Serial fraction', ({ metrics }) => metrics.serialFraction),
  'speed-up': ratio('Speed-up', ({ metrics }) => metrics.speedup),
  'CPU speed-up': ratio('CPU work ÷ wall', ({ metrics }) => metrics.cpuSerialUs / metrics.wallUs),
  parallelism: ratio('Work ÷ span', ({ metrics }) => metrics.parallelism),
  'Amdahl limit': ratio('Amdahl’s limit', ({ metrics }) => metrics.amdahlLimit ?? Infinity),
  switches: count('Switches', ({ metrics }) => metrics.switches),
  'mean in system': count('In the system on average', ({ metrics }) => metrics.wip),
  'throughput per second': count('Done per second', ({ metrics }) => metrics.throughputPerS),
  memory: { label: 'Memory for tasks', unit: 'bytes', of: ({ metrics }) => metrics.memoryBytes },
  interleavings: count('Orders of steps', (measured) => measured.interleavings(() => true)),
  deadlocks: count('Orders that deadlock', (measured) => measured.interleavings(({ type }) => type === 'deadlock')),
};

/** One run of a scenario, with what is asked of it worked out once. */
export class Measured {
  readonly scenario: Scenario;
  readonly schedule: Schedule;
  readonly metrics: Metrics;
  #search: Search | undefined;

  /** `made`: its run, where it was run already. @throws {import('../engine/program-error.ts').ProgramError} */
  constructor(scenario: Scenario, made?: { readonly schedule: Schedule; readonly metrics: Metrics }) {
    this.scenario = scenario;
    this.schedule = made?.schedule ?? run(scenario.program, scenario.machine);
    this.metrics = made?.metrics ?? measure(scenario.program, this.schedule);
  }

  /** Times in ticks of the document. NaN where the scenario has no such task, device or variable. */
  value(quantity: Quantity): number {
    const known = plainOf(quantity);
    const value = known ? known.of(this) : this.#named(quantity);
    return unitOf(quantity) === 'time' && value >= 0 ? value / this.scenario.tickUs : value;
  }

  /** As a person reads it, exact to three decimals. */
  text(quantity: Quantity, value: number): string {
    const exact = (number: number): string => number.toLocaleString('en', { maximumFractionDigits: 3 });
    switch (unitOf(quantity)) {
      case 'time': return value < 0 ? 'never' : exactDuration(value * this.scenario.tickUs);
      case 'share': return `${exact(value * 100)} %`;
      case 'ratio': return Number.isFinite(value) ? `${exact(value)} ×` : 'none';
      case 'bytes': return bytes(value);
      case 'count': return exact(value);
    }
  }

  /** How many of all orders of steps end in a way. */
  interleavings(which: (outcome: Search['outcomes'][number]) => boolean): number {
    return this.#searched().outcomes.filter(which).reduce((sum, one) => sum + (one.count ?? Number.NaN), 0);
  }

  #named(quantity: Quantity): number {
    const [, what = '', name = '', value] = named.exec(quantity) ?? [];
    const { schedule } = this;
    switch (what) {
      case 'outcome':
        return schedule.outcome.type === name ? 1 : 0;
      case 'end of':
        return this.#timeOf(name, schedule.tasks.endsUs);
      case 'start of':
        return this.#timeOf(name, schedule.tasks.startsUs);
      case 'use of': {
        const device = deviceUse(schedule).find((one) => one.name === name);
        return device === undefined ? Number.NaN : device.busyUs / schedule.wallUs;
      }
      case 'least':
        return Math.min(...this.#finals(name));
      case 'most':
        return Math.max(...this.#finals(name));
      case 'interleavings with':
        return this.interleavings(({ variables }) => variables[name] === Number(value));
      default:
        return Number.NaN;
    }
  }

  /** Microseconds, -1 where it never came to it. */
  #timeOf(name: string, times: ArrayLike<number>): number {
    const { tasks } = this.schedule;
    for (let task = 0; task < tasks.count; task++) if (taskName(tasks, task) === name) return times[task] ?? -1;
    return Number.NaN;
  }

  #finals(variable: string): number[] {
    return this.#searched().outcomes.map(({ variables }) => variables[variable] ?? Number.NaN);
  }

  #searched(): Search {
    return (this.#search ??= search(this.scenario.program, this.scenario.machine));
  }
}

const named = /^(end of|start of|use of|least|most|outcome|interleavings with) (.+?)(?: = (-?\d+))?$/;

function plainOf(quantity: Quantity): Plain | undefined {
  return Object.hasOwn(plain, quantity) ? plain[quantity as PlainName] : undefined;
}

function unitOf(quantity: Quantity): Unit {
  if (/^(end|start) of /.test(quantity)) return 'time';
  if (quantity.startsWith('use of ')) return 'share';
  return plainOf(quantity)?.unit ?? 'count';
}

export function labelOf(quantity: Quantity): string {
  const [, what = '', name = ''] = named.exec(quantity) ?? [];
  switch (what) {
    case 'end of': return `${name} is done after`;
    case 'start of': return `${name} begins after`;
    case 'use of': return `${name} in use`;
    case 'least': return `Least ${name} at the end`;
    case 'most': return `Greatest ${name} at the end`;
    case 'interleavings with': return `Orders of steps with ${quantity.slice('interleavings with '.length)}`;
    case 'outcome': return `Ends ${name === 'deadlock' ? 'in a deadlock' : name}`;
    default: return plainOf(quantity)?.label ?? quantity;
  }
}
