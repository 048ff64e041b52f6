/** Round robin with I/O on N cores, tick by tick and with no cleverness at all: what the engine is held to. */

export interface NaiveTask {
  readonly arrives: number;
  /** cpu, io, cpu, io, …, cpu; cpu at least 1. */
  readonly bursts: readonly number[];
}

export interface NaiveMachine {
  readonly cores: number;
  /** 0: none. */
  readonly quantum: number;
  readonly switchCost: number;
  /** Each core keeps its task through its waits. */
  readonly blocking: boolean;
}

export interface NaiveRun {
  /** For each core and tick: the task that computes, `-` idle, `/` switching, `.` kept by a task that waits. */
  readonly lanes: readonly string[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly switches: number;
}

interface Core {
  task: number;
  previous: number;
  quantumLeft: number;
  switchLeft: number;
  waiting: boolean;
}

export function naive(tasks: readonly NaiveTask[], machine: NaiveMachine): NaiveRun {
  const left = tasks.map((task) => [...task.bursts]);
  const starts = tasks.map(() => -1);
  const ends = tasks.map(() => -1);
  const ready: number[] = [];
  const io: { task: number; at: number }[] = [];
  const cores: Core[] = Array.from({ length: machine.cores }, () => ({ task: -1, previous: -1, quantumLeft: 0, switchLeft: 0, waiting: false }));
  const lanes = cores.map((): string[] => []);
  let switches = 0;
  for (let now = 0; ends.some((end) => end < 0); now++) {
    if (now > 100_000) throw new Error('the naive simulation does not end');
    for (const core of cores) {
      if (core.task < 0 || core.waiting || core.switchLeft > 0) continue;
      const bursts = left[core.task] ?? [];
      if (bursts[0] === 0) {
        bursts.shift();
        const wait = bursts.shift();
        if (wait === undefined) {
          ends[core.task] = now;
          core.task = -1;
        } else {
          io.push({ task: core.task, at: now + wait });
          if (machine.blocking) core.waiting = true;
          else core.task = -1;
        }
      } else if (machine.quantum > 0 && !machine.blocking && core.quantumLeft === 0) {
        ready.push(core.task);
        core.task = -1;
      }
    }
    tasks.forEach((task, index) => {
      if (task.arrives === now) ready.push(index);
    });
    for (const done of io.filter(({ at }) => at === now)) {
      io.splice(io.indexOf(done), 1);
      const keeper = cores.find((core) => core.waiting && core.task === done.task);
      if (keeper === undefined) ready.push(done.task);
      else keeper.waiting = false;
    }
    for (const core of cores) {
      if (core.task >= 0) continue;
      const task = ready.shift();
      if (task === undefined) break;
      core.task = task;
      core.quantumLeft = machine.quantum;
      if (starts[task] === -1 && (core.previous < 0 || core.previous === task || machine.switchCost === 0)) starts[task] = now;
      if (core.previous >= 0 && core.previous !== task) {
        switches++;
        core.switchLeft = machine.switchCost;
      }
      core.previous = task;
    }
    cores.forEach((core, index) => {
      const lane = lanes[index] ?? [];
      if (core.task < 0) lane.push('-');
      else if (core.switchLeft > 0) {
        core.switchLeft--;
        lane.push('/');
        if (core.switchLeft === 0 && starts[core.task] === -1) starts[core.task] = now + 1;
      } else if (core.waiting) lane.push('.');
      else {
        const bursts = left[core.task] ?? [];
        bursts[0] = (bursts[0] ?? 0) - 1;
        core.quantumLeft--;
        lane.push(String.fromCharCode(65 + core.task));
      }
    });
  }
  // The last tick of all only found that everything had ended.
  return { lanes: lanes.map((lane) => lane.slice(0, Math.max(...ends)).join('')), starts, ends, switches };
}
