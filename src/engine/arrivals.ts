import type { Arrivals } from '../program/program.ts';
import { ProgramError, whole } from './program-error.ts';
import { exponential } from './random.ts';

/** When the tasks of a TaskSpec arrive. @throws {ProgramError} where there would be more than `most` of them */
export function arrivalTimes(arrivals: Arrivals, key: number, path: string, most: number): ArrayLike<number> & Iterable<number> {
  const count = arrivals.type === 'at' ? arrivals.timesUs.length : whole(arrivals.count, `${path}.count`);
  if (count > most) throw new ProgramError(path, `${count} tasks are more than this run may hold (${most} left); lower the count, or raise the limit`);
  if (arrivals.type === 'at') {
    arrivals.timesUs.forEach((us, index) => whole(us, `${path}.timesUs[${index}]`));
    return arrivals.timesUs;
  }
  whole(arrivals.startUs, `${path}.startUs`);
  const times = new Float64Array(count);
  if (arrivals.type === 'fixed') {
    whole(arrivals.everyUs, `${path}.everyUs`);
    for (let index = 0; index < count; index++) times[index] = arrivals.startUs + index * arrivals.everyUs;
    return times;
  }
  if (!(arrivals.everyUs > 0)) throw new ProgramError(`${path}.everyUs`, `must be above 0, but is ${arrivals.everyUs}`);
  let at = arrivals.startUs;
  for (let index = 0; index < count; index++) {
    times[index] = at;
    at += exponential(arrivals.everyUs, key, index);
  }
  return times;
}
