import type { Duration } from '../program/program.ts';
import type { Entry } from './reader.ts';

/** Ticks of a scenario as whole microseconds. */
export class Ticks {
  readonly tickUs: number;

  constructor(tickUs: number) {
    this.tickUs = tickUs;
  }

  /** A constant time in ticks. A part of a tick will do where it makes whole microseconds. */
  constant(entry: Entry): number {
    return this.#us(entry, entry.number(0));
  }

  /** A constant, or one of `{ "uniform": [2, 5] }`, `{ "exponential": 4 }`, `{ "lognormal": { "median": 4, "sigma": 0.5 } }`, `{ "empirical": [1, 1, 9] }`. */
  duration(entry: Entry): Duration {
    if (!entry.isObject()) return this.constant(entry);
    const members = entry.members(['uniform', 'exponential', 'lognormal', 'empirical']);
    const [name, value] = members[0] ?? entry.fail('needs one of uniform, exponential, lognormal, empirical');
    if (members.length > 1) entry.fail('has more than one distribution; keep one');
    switch (name) {
      case 'uniform': {
        const [least, most] = value.items();
        if (least === undefined || most === undefined || value.items().length !== 2) return value.fail('must be a list of two times, least and most');
        const minUs = this.constant(least);
        const maxUs = this.constant(most);
        if (maxUs < minUs) most.fail('must not be below the first');
        return { type: 'uniform', minUs, maxUs };
      }
      case 'exponential':
        return { type: 'exponential', meanUs: this.constant(value) };
      case 'lognormal':
        value.members(['median', 'sigma']);
        return { type: 'lognormal', medianUs: this.constant(value.at('median')), sigma: value.at('sigma').number(0, 5) };
      default: {
        const samplesUs = value.items().map((sample) => this.constant(sample));
        if (samplesUs.length === 0) value.fail('needs at least one time');
        return { type: 'empirical', samplesUs };
      }
    }
  }

  #us(entry: Entry, ticks: number): number {
    const us = ticks * this.tickUs;
    // A tenth of a tick is not a tenth in binary: 0.1 × 1000 must still be 100.
    const rounded = Math.round(us);
    if (Math.abs(us - rounded) > 1e-6 * Math.max(1, us)) entry.fail(`${ticks} ticks of ${this.tickUs} µs are not a whole number of microseconds; raise tickUs, or use another time`);
    if (rounded > 2 ** 50) entry.fail(`is ${rounded} µs, more than 2^50 µs (about 35 years); lower it, or lower tickUs`);
    return rounded;
  }
}
