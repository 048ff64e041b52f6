import { machineOf, modelNames, policyNames, type Machine } from '../engine/machine.ts';
import type { Entry } from './reader.ts';
import type { Ticks } from './times.ts';

export const machineKeys = [
  'cores', 'model', 'quantum', 'switchCost', 'globalTick', 'poolSize', 'policy', 'migrationCost', 'coldCacheCost', 'balancer', 'stealing', 'ioPoolSize',
  'mostInFlight', 'levels', 'boost', 'bytesPerTask', 'seed',
] as const;

/** What `machine` of a document says: `threads` on one core where it says nothing. */
export function readMachine(entry: Entry, ticks: Ticks): Machine {
  if (!entry.exists) return machineOf('threads');
  entry.members(machineKeys);
  const given = <Value>(key: (typeof machineKeys)[number], read: (entry: Entry) => Value): Value | undefined => (entry.at(key).exists ? read(entry.at(key)) : undefined);
  const count = (value: Entry): number => value.whole(1, 2 ** 31 - 1);
  const time = (value: Entry): number => ticks.constant(value);
  const rest = {
    quantumUs: given('quantum', time), switchCostUs: given('switchCost', time), globalTick: given('globalTick', (value) => value.flag()),
    poolSize: given('poolSize', (value) => value.whole(1, 65_535)), policy: given('policy', (value) => value.oneOf(policyNames)),
    migrationCostUs: given('migrationCost', time), coldCacheCostUs: given('coldCacheCost', time),
    balancer: given('balancer', (value) => value.oneOf(['dealt', 'one-queue'] as const)), stealing: given('stealing', (value) => value.flag()),
    ioPoolSize: given('ioPoolSize', count), mostInFlight: given('mostInFlight', count), levels: given('levels', (value) => value.whole(1, 64)), boostUs: given('boost', time),
    bytesPerTask: given('bytesPerTask', (value) => value.whole()), seed: given('seed', (value) => value.whole(0, 2 ** 32 - 1)),
  };
  const machine = machineOf(given('model', (value) => value.oneOf(modelNames)) ?? 'threads', given('cores', (value) => value.whole(1, 65_535)) ?? 1, withoutAbsent(rest));
  if (machine.globalTick && machine.quantumUs === 0) entry.at('globalTick').fail('needs a quantum; set machine.quantum above 0');
  return machine;
}

type Present<Values> = { [Key in keyof Values]?: Exclude<Values[Key], undefined> };

function withoutAbsent<Values extends object>(values: Values): Present<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<Values>;
}
