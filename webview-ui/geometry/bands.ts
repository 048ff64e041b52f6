/** A run made ready to draw: its lanes, made when first asked for, and which colour each mark has. */
import { taskName, waitKinds, type Schedule } from '../../src/engine/schedule.ts';
import type { AwaitRef, Run } from '../../src/protocol.ts';
import { lanesOf, type LaneMode, type Lanes } from './lanes.ts';
import { markCount, siteOf, sliceLooks, taskOf, waitLooks, type Mark } from './marks.ts';

/** Colours that tell calls apart; one more, {@link neutral}, is for what has no name of its own. */
export const colourCount = 5;
export const neutral = colourCount;

export class Band {
  readonly run: Run;
  readonly #colourOfSite: Uint8Array;
  readonly #byTask: boolean;
  /** By task, where equal names have equal colours in every band. */
  readonly #colourOfTask: Uint8Array | null;
  readonly #lanes = new Map<LaneMode, Lanes>();

  constructor(run: Run, colourOfLabel: ReadonlyMap<string, number>) {
    this.run = run;
    this.#byTask = run.kind === 'scenario' || run.kind === 'order';
    this.#colourOfTask = run.kind === 'order' ? Uint8Array.from({ length: run.schedule.tasks.count }, (_, task) => colourOfLabel.get(taskName(run.schedule.tasks, task)) ?? neutral) : null;
    this.#colourOfSite = Uint8Array.from(run.schedule.sites, (site) => colourOfLabel.get(site.label) ?? neutral);
  }

  /** Its times mean nothing, so that none is shown. */
  get isOrder(): boolean {
    return this.run.kind === 'order';
  }

  /** Stands before its times. */
  get about(): string {
    return this.run.guessed ? '≈ ' : '';
  }

  get schedule(): Schedule {
    return this.run.schedule;
  }

  lanes(mode: LaneMode): Lanes {
    let lanes = this.#lanes.get(mode);
    if (!lanes) this.#lanes.set(mode, (lanes = lanesOf(this.schedule, mode)));
    return lanes;
  }

  /** Index into the theme's palette. A call has one colour in every band; in a scenario a task has, and in an order a task of one name. */
  colourOf(mark: Mark): number {
    if (this.#byTask) {
      return this.#taskColour(taskOf(this.schedule, mark));
    }
    return this.#colourOfSite[siteOf(this.schedule, mark)] ?? neutral;
  }

  /** `look × colours + colour` of the mark at each position of the lanes' order: all at once, as a long run has millions. */
  looksAndColours({ order }: Lanes, colours: number): Uint8Array {
    const { slices, waits } = this.schedule;
    const first = slices.count;
    const byTask = this.#byTask;
    const colourOfSite = this.#colourOfSite;
    const all = new Uint8Array(order.length);
    for (let at = 0; at < all.length; at++) {
      const mark = order[at] ?? 0;
      const row = mark < first ? mark : mark - first;
      const look = (mark < first ? sliceLooks[slices.kind[row] ?? 0] : waitLooks[waits.kind[row] ?? 0]) ?? 0;
      const key = (byTask ? (mark < first ? slices.task[row] : waits.task[row]) : mark < first ? slices.site[row] : waits.site[row]) ?? -1;
      const colour = byTask ? this.#taskColour(key) : (colourOfSite[key] ?? neutral);
      all[at] = look * colours + colour;
    }
    return all;
  }

  #taskColour(task: number): number {
    if (task < 0) return neutral;
    return this.#colourOfTask === null ? task % colourCount : (this.#colourOfTask[task] ?? neutral);
  }

  awaitOf(mark: Mark): AwaitRef | null {
    const site = this.schedule.sites[siteOf(this.schedule, mark)];
    return site?.await ? { functionId: site.await.functionId, awaitId: site.await.id } : null;
  }

  /** The first mark of an await that the lanes of `mode` show; -1 where there is none. */
  markOfAwait(target: AwaitRef, mode: LaneMode): Mark {
    for (const mark of this.lanes(mode).order) if (sameAwait(this.awaitOf(mark), target)) return mark;
    return -1;
  }
}

export function sameAwait(a: AwaitRef | null, b: AwaitRef | null): boolean {
  return a !== null && b !== null && a.functionId === b.functionId && a.awaitId === b.awaitId;
}

/** Bands of all runs; equal labels get equal colours, in order of first appearance in the picture. */
export function bandsOf(runs: readonly Run[]): Band[] {
  const colours = new Map<string, number>();
  for (const { schedule, kind } of runs) {
    if (kind === 'order') {
      // The first is the function itself.
      for (let task = 1; task < schedule.tasks.count; task++) {
        const name = taskName(schedule.tasks, task);
        if (!colours.has(name)) colours.set(name, colours.size % colourCount);
      }
      continue;
    }
    for (const site of sitesSeen(schedule)) {
      const label = schedule.sites[site]?.label;
      if (label !== undefined && schedule.sites[site]?.await && !colours.has(label)) colours.set(label, colours.size % colourCount);
    }
  }
  return runs.map((run) => new Band(run, colours));
}

/** Beyond so many waits a new site is not looked for. */
const mostLookedAt = 100_000;

/** Sites that something waits at, in order of time: what is joined is drawn by those joined. */
function sitesSeen({ waits }: Schedule): Set<number> {
  const seen = new Set<number>();
  const join = waitKinds.indexOf('join');
  for (let wait = 0; wait < Math.min(waits.count, mostLookedAt); wait++) if (waits.kind[wait] !== join) seen.add(waits.site[wait] ?? -1);
  return seen;
}

/** The end of the longest run, microseconds: what the common axis must hold. */
export function longestWall(bands: readonly Band[]): number {
  return bands.reduce((longest, band) => Math.max(longest, finite(band.schedule.wallUs)), 0);
}

export function marksIn(bands: readonly Band[]): number {
  return bands.reduce((sum, band) => sum + markCount(band.schedule), 0);
}

function finite(us: number): number {
  return Number.isFinite(us) && us > 0 ? us : 0;
}
