import type { Instruction } from './program.ts';

/** A list with each of its instructions changed into others, those inside others first. */
export function changeEach(list: readonly Instruction[], change: (one: Instruction) => readonly Instruction[]): Instruction[] {
  const all = (inner: readonly Instruction[]): Instruction[] => changeEach(inner, change);
  return list.flatMap((one) => {
    switch (one.op) {
      case 'loop':
      case 'while':
      case 'timeout':
        return change({ ...one, body: all(one.body) });
      case 'branch':
        return change({ ...one, then: all(one.then), else: all(one.else) });
      case 'try':
        return change({ ...one, body: all(one.body), catch: one.catch && all(one.catch), finally: all(one.finally) });
      default:
        return change(one);
    }
  });
}
