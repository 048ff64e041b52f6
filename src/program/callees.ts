/** Which calls of functions of the same file are entered: all but those that would come back to a function already being entered. */
import type { AsyncFunction, AwaitId, AwaitSite, ConcurrencyModel, Operation, Step } from '../analysis/model.ts';

/** Calls entered one inside another. Deeper ones are taken as a call that nothing is known of. */
export const deepestEntry = 32;

export interface Callees {
  readonly functions: ReadonlyMap<string, AsyncFunction>;
  /** Whether a call of `callee` in the body of `caller` is entered. Depends on the file alone, not on where one starts. */
  enters(caller: string, callee: string): boolean;
}

/** One walk over the call graph in source order; an edge back to a function still open on the walk is not entered. */
export function calleesOf(model: ConcurrencyModel): Callees {
  const functions = new Map(model.functions.map((fn) => [fn.id, fn]));
  const called = new Map(model.functions.map((fn) => [fn.id, edgesOf(fn)]));
  const inner = new Set([...called.values()].flatMap((edges) => [...edges].filter(([, inline]) => inline).map(([id]) => id)));
  const height = new Map<string, number>();
  const open = new Set<string>();
  const notEntered = new Set<string>();

  /** An explicit stack: a file may hold a chain of thousands of functions. */
  const visit = (root: string) => {
    const stack = [{ id: root, edges: [...(called.get(root) ?? [])].map(([id]) => id), next: 0, height: 0 }];
    open.add(root);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const callee = top.edges[top.next];
      if (callee === undefined) {
        open.delete(top.id);
        height.set(top.id, top.height);
        stack.pop();
        continue;
      }
      const known = height.get(callee);
      if (open.has(callee) || !functions.has(callee) || (known !== undefined && known + 1 > deepestEntry)) {
        notEntered.add(edge(top.id, callee));
        top.next++;
      } else if (known === undefined) {
        open.add(callee);
        stack.push({ id: callee, edges: [...(called.get(callee) ?? [])].map(([id]) => id), next: 0, height: 0 });
      } else {
        top.height = Math.max(top.height, known + 1);
        top.next++;
      }
    }
  };
  // A function that is run where it stands (a callback) is reached through the one around it, so that calls back to that one are the ones cut.
  for (const fn of model.functions) if (!inner.has(fn.id) && !height.has(fn.id)) visit(fn.id);
  for (const fn of model.functions) if (!height.has(fn.id)) visit(fn.id);

  return { functions, enters: (caller, callee) => functions.has(callee) && !notEntered.has(edge(caller, callee)) };
}

function edge(caller: string, callee: string): string {
  return `${caller}\u0000${callee}`;
}

const edges = new WeakMap<AsyncFunction, ReadonlyMap<string, boolean>>();

/** The functions that one calls or runs, and whether they run where they stand. Kept, as models that differ in one function share the others. */
function edgesOf(fn: AsyncFunction): ReadonlyMap<string, boolean> {
  const known = edges.get(fn);
  if (known !== undefined) return known;
  const found = new Map<string, boolean>();
  for (const operation of operationsOf(fn.steps)) {
    if (operation.type === 'local' || operation.type === 'inline') found.set(operation.functionId, operation.type === 'inline');
  }
  edges.set(fn, found);
  return found;
}

/** Every operation that steps wait for or start, members of combinators included. */
export function* operationsOf(steps: readonly Step[]): Generator<Operation> {
  for (const step of steps) {
    switch (step.type) {
      case 'await':
      case 'start':
        yield* membersOf(step.operation);
        break;
      case 'exit':
        if (step.operation) yield* membersOf(step.operation);
        break;
      default:
        for (const inner of innerSteps(step)) yield* operationsOf(inner);
    }
  }
}

export function* awaitSteps(steps: readonly Step[]): Generator<Extract<Step, { type: 'await' }>> {
  for (const step of steps) {
    if (step.type === 'await') yield step;
    for (const inner of innerSteps(step)) yield* awaitSteps(inner);
  }
}

/** An operation and those it is made of. */
export function* membersOf(operation: Operation): Generator<Operation> {
  yield operation;
  if (operation.type === 'call' && operation.returns) yield* membersOf(operation.returns);
  else if (operation.type === 'map') yield* membersOf(operation.each);
  else if (operation.type === 'chain') yield* operationsOf(operation.steps);
  else if ('members' in operation) for (const member of operation.members) yield* membersOf(member);
}

/** The step lists directly inside a step, in the order of the text. */
export function innerSteps(step: Step): readonly (readonly Step[])[] {
  switch (step.type) {
    case 'statement':
      return [step.steps];
    case 'if':
      return [step.then, step.else];
    case 'loop':
      return [step.body];
    case 'try':
      return [step.body, step.catch ?? [], step.finally];
    case 'await':
    case 'start':
      return chainsIn(step.operation);
    case 'exit':
      return step.operation ? chainsIn(step.operation) : [];
    default:
      return [];
  }
}

/** The steps of the promise chains that an operation is, or is made of. */
function chainsIn(operation: Operation): readonly (readonly Step[])[] {
  if (operation.type === 'chain') return [operation.steps];
  return 'members' in operation ? operation.members.flatMap(chainsIn) : [];
}

/** What an id of a function's steps stands for: an await of its own, or a step of one of its promise chains. */
export function siteIn(fn: AsyncFunction, id: AwaitId): AwaitSite | undefined {
  return sitesIn(fn).find((site) => site.id === id);
}

/** The awaits of a function, and the steps of its promise chains. */
export function sitesIn({ awaits, chains }: AsyncFunction): readonly AwaitSite[] {
  return chains ? [...awaits, ...chains.flatMap(({ steps }) => steps)] : awaits;
}
