/** A schedule as lanes of characters, for the terminal: a lane for each core and each task, time from left to right. */
import { sliceKinds, taskName, waitKinds, type Schedule } from '../engine/schedule.ts';
import { duration } from './format.ts';

export interface LanesOptions {
  /** Characters in a line. */
  readonly width: number;
  /** Where the run's times are multiples of a tick, a column is a whole number of columns wide for each. */
  readonly tickUs?: number;
}

/** More tasks than this are not drawn one by one. */
const mostTasks = 24;
const mostCores = 16;
const longestLabel = 24;

const runs = '█';
const glyphs = { run: runs, switch: '|', blocked: '▒', spin: '~', ready: '·', io: '░', timer: '░', lock: '-', semaphore: '-', channel: '-', join: '-', barrier: '-' } as const;
type Kind = keyof typeof glyphs;

const meanings: readonly (readonly [readonly Kind[], string])[] = [
  [['run'], 'runs'], [['io', 'timer'], 'waits for I/O or a timer'], [['blocked'], 'holds the core while waiting'], [['ready'], 'ready, no core'],
  [['join', 'lock', 'semaphore', 'channel', 'barrier'], 'waits for others'], [['switch'], 'switching'], [['spin'], 'spinning'],
];

/** Lines without line ends; the last one explains the characters that occur. */
export function lanes(schedule: Schedule, options: LanesOptions): string[] {
  const { tasks, slices, waits, machine, wallUs } = schedule;
  const shownTasks = Math.min(tasks.count, mostTasks);
  const shownCores = Math.min(machine.cores, mostCores);
  const taskLabels = Array.from({ length: shownTasks }, (_, task) => taskName(tasks, task).slice(0, longestLabel));
  const coreLabels = Array.from({ length: shownCores }, (_, core) => `core ${core}`);
  const margin = Math.max(4, ...taskLabels.map((label) => label.length), ...coreLabels.map((label) => label.length)) + 2;
  const columns = columnsFor(wallUs, Math.max(10, options.width - margin), options.tickUs);
  const initials = initialsOf(schedule);

  const coreLanes = coreLabels.map(() => new Lane(columns, wallUs));
  const taskLanes = taskLabels.map(() => new Lane(columns, wallUs));
  const used = new Set<Kind>();
  for (let row = 0; row < slices.count; row++) {
    const kind = sliceKinds[slices.kind[row] ?? 0] ?? 'run';
    const task = slices.task[row] ?? -1;
    const [start, end] = [slices.startUs[row] ?? 0, slices.endUs[row] ?? 0];
    coreLanes[slices.core[row] ?? -1]?.add(kind === 'run' ? initials(task) : glyphs[kind], start, end);
    if (kind !== 'switch') taskLanes[task]?.add(glyphs[kind], start, end);
    used.add(kind);
  }
  for (let row = 0; row < waits.count; row++) {
    const kind = waitKinds[waits.kind[row] ?? 0] ?? 'io';
    const lane = taskLanes[waits.task[row] ?? -1];
    // While a core is held the slice says so already.
    if (!lane || (machine.model === 'blocking' && kind === 'io')) continue;
    lane.add(glyphs[kind], waits.startUs[row] ?? 0, waits.endUs[row] ?? 0);
    if ((waits.endUs[row] ?? 0) > (waits.startUs[row] ?? 0)) used.add(kind);
  }

  const end = duration(wallUs);
  const axis = `0${' '.repeat(Math.max(1, columns - 1 - end.length))}${end}`;
  return [
    `${' '.repeat(margin)}${axis}`,
    ...coreLanes.map((lane, core) => `${(coreLabels[core] ?? '').padEnd(margin)}${lane.text()}`.trimEnd()),
    ...(machine.cores > shownCores ? [`and ${machine.cores - shownCores} more cores`] : []),
    '',
    ...taskLanes.map((lane, task) => `${(taskLabels[task] ?? '').padEnd(margin)}${lane.text()}`.trimEnd()),
    ...(tasks.count > shownTasks ? [`and ${(tasks.count - shownTasks).toLocaleString('en')} more tasks`] : []),
    '',
    meanings.filter(([kinds]) => kinds.some((kind) => used.has(kind))).map(([[kind = 'run'], meaning]) => `${glyphs[kind]} ${meaning}`).join('   '),
  ];
}

/** As many columns as fit, each tick the same number of them where the ticks fit. */
export function columnsFor(wallUs: number, most: number, tickUs?: number): number {
  const ticks = tickUs === undefined ? Infinity : wallUs / tickUs;
  return Number.isInteger(ticks) && ticks > 0 && ticks <= most ? Math.min(Math.floor(most / ticks), 8) * ticks : most;
}

/** On a core a task is drawn by a letter of its own, where there are few enough of them for that. */
function initialsOf({ tasks }: Schedule): (task: number) => string {
  if (tasks.count > 26) return () => runs;
  const names = Array.from({ length: tasks.count }, (_, task) => taskName(tasks, task));
  const taken = new Set<string>();
  const alike = commonPrefix(names);
  const letters = names.map((name, task) => {
    const wanted = `${name.slice(alike).toUpperCase()}ABCDEFGHIJKLMNOPQRSTUVWXYZ`.match(/[A-Z0-9]/g)?.find((letter) => !taken.has(letter)) ?? String(task);
    taken.add(wanted);
    return wanted;
  });
  return (task) => letters[task] ?? runs;
}

/** How many characters all names begin with alike. */
function commonPrefix([first = '', ...rest]: readonly string[]): number {
  let length = rest.length === 0 ? 0 : first.length;
  for (const name of rest) while (!name.startsWith(first.slice(0, length))) length--;
  return length;
}

/** One line of cells. A cell shows what takes most of its time. */
export class Lane {
  readonly #columns: number;
  readonly #cellUs: number;
  readonly #cells = new Map<number, Map<string, number>>();

  constructor(columns: number, wallUs: number) {
    this.#columns = columns;
    this.#cellUs = Math.max(1e-9, wallUs / columns);
  }

  add(glyph: string, startUs: number, endUs: number): void {
    if (endUs <= startUs) return;
    const first = Math.floor(startUs / this.#cellUs + 1e-9);
    const last = Math.min(this.#columns - 1, Math.ceil(endUs / this.#cellUs - 1e-9) - 1);
    for (let cell = first; cell <= last; cell++) {
      const covered = Math.min(endUs, (cell + 1) * this.#cellUs) - Math.max(startUs, cell * this.#cellUs);
      let held = this.#cells.get(cell);
      if (!held) this.#cells.set(cell, (held = new Map<string, number>()));
      held.set(glyph, (held.get(glyph) ?? 0) + covered);
    }
  }

  text(): string {
    return Array.from({ length: this.#columns }, (_, cell) => {
      const held = this.#cells.get(cell);
      if (!held) return ' ';
      return [...held].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
    }).join('');
  }
}
