/** Where the findings of a function take hold in its steps: which elements of a step list start together, and which loops become bounded maps. */
import type { AsyncFunction, AwaitId, Group, Loop, Place, Step } from '../analysis/model.ts';
import { innerSteps, operationsOf } from './callees.ts';
import { defaultLimit } from './durations.ts';

type LoopStep = Extract<Step, { type: 'loop' }>;

/** A finding; one of a loop may say where its word stands, since a loop and one inside it can begin with the same await. */
export type PlacedGroup = Group & { readonly place?: Place };

export interface ListGroup {
  readonly group: Group;
  /** Indexes into the list, ascending, two or more. */
  readonly members: readonly number[];
}

export interface GroupPlan {
  /** The groups whose statements are elements of the list; no element is in two of them. */
  readonly lists: ReadonlyMap<readonly Step[], readonly ListGroup[]>;
  /** Loops that run their rounds side by side, and how many at a time. */
  readonly loops: ReadonlyMap<LoopStep, number>;
}

export const noGroups: GroupPlan = { lists: new Map(), loops: new Map() };

/** One walk over the steps; `limit` is how many rounds of an independent loop run at a time. A group that finds no place (its statements stand in different lists) is left unapplied. */
export function applyGroups(fn: AsyncFunction, groups: readonly PlacedGroup[] = fn.groups, limit = defaultLimit): GroupPlan {
  const lists = new Map<readonly Step[], ListGroup[]>();
  const loops = new Map<LoopStep, number>();
  const independentLoops = new Set(fn.loops.filter(gains).map((loop) => loop.place.start));
  const ofAwait = new Map<AwaitId, PlacedGroup[]>();
  for (const group of groups) {
    for (const id of group.awaits) ofAwait.set(id, [...(ofAwait.get(id) ?? []), group]);
  }
  const placed = new Set<Group>();

  const walk = (list: readonly Step[]) => {
    const found = new Map<Group, number[]>();
    const taken = new Set<number>();
    list.forEach((step, index) => {
      for (const group of ofAwait.get(firstAwaitOf(step) ?? '') ?? []) {
        if (placed.has(group)) continue;
        if (group.shape !== 'bounded-map') found.set(group, [...(found.get(group) ?? []), index]);
        else if (step.type === 'loop' && !loops.has(step) && independentLoops.has(step.place.start) && (group.place ?? step.place).start === step.place.start) {
          loops.set(step, limit);
          placed.add(group);
        }
      }
    });
    for (const [group, members] of found) {
      const free = members.filter((index) => !taken.has(index));
      if (free.length < 2) continue;
      for (const index of free) taken.add(index);
      placed.add(group);
      lists.set(list, [...(lists.get(list) ?? []), { group, members: free }]);
    }
    for (const step of list) for (const inner of innerSteps(step)) walk(inner);
  };
  if (groups.length > 0) walk(fn.steps);
  return { lists, loops };
}

/** Each finding of a loop with its place: of those that begin with the same await the outer one is found first. */
export function placesOf(fn: AsyncFunction, groups: readonly Group[]): readonly PlacedGroup[] {
  const left = fn.loops.filter(gains);
  return groups.map((group) => {
    const at = group.shape === 'bounded-map' ? left.findIndex((loop) => loop.awaits[0] === group.awaits[0]) : -1;
    const [loop] = at < 0 ? [] : left.splice(at, 1);
    return loop === undefined ? group : { ...group, place: loop.place };
  });
}

/** Whether the analysis may have a finding of the loop. */
function gains({ verdict, batched, serial }: Loop): boolean {
  return verdict === 'independent' && batched !== true && serial !== true;
}

/** The steps from a group's first statement to its last, and the plan that applies it to them. Of a loop, the loop. */
export function whereItStands(fn: AsyncFunction, group: PlacedGroup, limit: number): { stretch: readonly Step[]; plan: GroupPlan } {
  const plan = applyGroups(fn, [group], limit);
  for (const loop of plan.loops.keys()) return { stretch: [loop], plan };
  for (const [steps, [found]] of plan.lists) {
    const first = found?.members[0];
    if (found && first !== undefined) {
      const stretch = steps.slice(first, (found.members.at(-1) ?? first) + 1);
      return { stretch, plan: { loops: new Map(), lists: new Map([[stretch, [{ group, members: found.members.map((index) => index - first) }]]]) } };
    }
  }
  return { stretch: [], plan };
}

/** The await by which a group names a step: its first. */
export function firstAwaitOf(step: Step): AwaitId | undefined {
  switch (step.type) {
    case 'statement':
    case 'loop':
      return step.first;
    case 'await':
      return step.await;
    default: {
      for (const inner of innerSteps(step)) {
        for (const one of inner) {
          const first = firstAwaitOf(one);
          if (first !== undefined) return first;
        }
      }
      return undefined;
    }
  }
}

/** Whether a step waits for a promise that has a name, or makes one: it then belongs to the task that it stands in. */
export function touchesPromises(step: Step | undefined): boolean {
  if (!step) return true;
  const keeps = (one: Step): boolean => (one.type === 'start' && one.promise !== undefined) || innerSteps(one).some((inner) => inner.some(keeps));
  return keeps(step) || [...operationsOf([step])].some((operation) => operation.type === 'promise');
}
