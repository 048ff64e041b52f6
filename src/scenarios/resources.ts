import type { Resource } from '../program/program.ts';
import { nearest, type Entry } from './reader.ts';
import type { Ticks } from './times.ts';

const keysOf = {
  device: ['type', 'capacity', 'latency', 'pool'],
  lock: ['type'],
  semaphore: ['type', 'permits'],
  channel: ['type', 'capacity'],
  variable: ['type', 'initial'],
  barrier: ['type', 'parties'],
} as const satisfies Record<Resource['type'], readonly string[]>;

export const resourceTypes = Object.keys(keysOf) as Resource['type'][];

/** Those declared, and those that need no declaration: locks and devices come to be where they are first named. */
export class Resources {
  readonly declared: Map<string, Resource>;

  constructor(entry: Entry, ticks: Ticks) {
    this.declared = new Map(entry.exists ? entry.members().map(([name, one]) => [name, readResource(one, ticks)]) : []);
  }

  /** Checks that a name stands for a resource of a type. */
  use(entry: Entry, type: Resource['type']): string {
    const name = entry.text();
    const known = this.declared.get(name);
    if (known !== undefined) {
      if (known.type !== type) entry.fail(`${JSON.stringify(name)} is a ${known.type}, but a ${type} is needed here`);
      return name;
    }
    const slip = nearest(name, [...this.declared.keys()]);
    const free = type === 'lock' || type === 'device';
    // `A` and `B`, `fork 1` and `fork 2` are near one another and no slips.
    const mayBeSlip = name.length >= 4 && !/\d/.test(name) && slip.startsWith('; did');
    if (!free || mayBeSlip) entry.fail(`there is no ${type} ${JSON.stringify(name)}${slip}; declare it under resources`);
    this.declared.set(name, type === 'lock' ? { type } : { type: 'device' });
    return name;
  }
}

function readResource(entry: Entry, ticks: Ticks): Resource {
  const type = entry.at('type').exists ? entry.at('type').oneOf(resourceTypes) : typeByKeys(entry);
  entry.members(keysOf[type]);
  switch (type) {
    case 'device':
      return {
        type,
        ...(entry.at('capacity').exists && { capacity: entry.at('capacity').whole(1) }),
        ...(entry.at('latency').exists && { latency: ticks.duration(entry.at('latency')) }),
        ...(entry.at('pool').exists && { pool: entry.at('pool').flag() }),
      };
    case 'lock':
      return { type };
    case 'semaphore':
      return { type, permits: entry.at('permits').whole(1) };
    case 'channel':
      return { type, ...(entry.at('capacity').exists && { capacity: entry.at('capacity').whole() }) };
    case 'variable':
      return { type, initial: entry.at('initial').exists ? entry.at('initial').number() : 0 };
    case 'barrier':
      return { type, parties: entry.at('parties').whole(1) };
  }
}

/** Without a `type`, the keys tell: only a semaphore has permits. */
function typeByKeys(entry: Entry): Resource['type'] {
  const keys = entry.members().map(([key]) => key);
  const telling = resourceTypes.find((type) => type !== 'channel' && keys.some((key) => (keysOf[type] as readonly string[]).includes(key)));
  return telling ?? entry.fail(`needs a type: one of ${resourceTypes.join(', ')}`);
}
