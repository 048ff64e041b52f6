/** The promises that a function starts in one place and waits for in another. */
import type { Annotation, AsyncFunction, AwaitId, Operation, Step } from '../analysis/model.ts';
import { awaitSteps, innerSteps, membersOf } from './callees.ts';

export interface Started {
  readonly operation: Operation;
  readonly onLine?: Annotation;
  /** The first await that waits for it. */
  readonly awaited?: AwaitId;
}

/** By the names that the model gives them. */
export function startsOf(fn: AsyncFunction): ReadonlyMap<string, Started> {
  const awaited = new Map<string, AwaitId>();
  for (const step of awaitSteps(fn.steps)) {
    for (const operation of membersOf(step.operation)) {
      if (operation.type === 'promise' && !awaited.has(operation.promise)) awaited.set(operation.promise, step.await);
    }
  }
  return new Map([...namedStarts(fn.steps)].map(({ promise, operation, annotation }) => {
    const id = awaited.get(promise);
    return [promise, { operation, ...(annotation && { onLine: annotation }), ...(id !== undefined && { awaited: id }) }];
  }));
}

type NamedStart = Extract<Step, { type: 'start' }> & { readonly promise: string };

export function* namedStarts(steps: readonly Step[]): Generator<NamedStart> {
  for (const step of steps) {
    if (step.type !== 'start') for (const inner of innerSteps(step)) yield* namedStarts(inner);
    else if (isNamed(step)) yield step;
  }
}

function isNamed(step: Extract<Step, { type: 'start' }>): step is NamedStart {
  return step.promise !== undefined;
}
