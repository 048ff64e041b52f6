import blockedLoop from './documents/blocked-loop.scenario.json' with { type: 'json' };
import calledNotAwaited from './documents/called-not-awaited.scenario.json' with { type: 'json' };
import coffeeShop from './documents/coffee-shop.scenario.json' with { type: 'json' };
import combinators from './documents/combinators.scenario.json' with { type: 'json' };
import connectionPool from './documents/connection-pool.scenario.json' with { type: 'json' };
import deadlock from './documents/deadlock.scenario.json' with { type: 'json' };
import hundredRequests from './documents/hundred-requests.scenario.json' with { type: 'json' };
import interpreterLock from './documents/interpreter-lock.scenario.json' with { type: 'json' };
import kitchen from './documents/kitchen.scenario.json' with { type: 'json' };
import listScheduling from './documents/list-scheduling.scenario.json' with { type: 'json' };
import loadBalancer from './documents/load-balancer.scenario.json' with { type: 'json' };
import lostUpdate from './documents/lost-update.scenario.json' with { type: 'json' };
import lostUpdateInJavascript from './documents/lost-update-in-javascript.scenario.json' with { type: 'json' };
import mapReduce from './documents/map-reduce.scenario.json' with { type: 'json' };
import oneLock from './documents/one-lock.scenario.json' with { type: 'json' };
import oneWaitsForIo from './documents/one-waits-for-io.scenario.json' with { type: 'json' };
import philosophers from './documents/philosophers.scenario.json' with { type: 'json' };
import requestsAtOnce from './documents/requests-at-once.scenario.json' with { type: 'json' };
import requestsInSequence from './documents/requests-in-sequence.scenario.json' with { type: 'json' };
import scatterGather from './documents/scatter-gather.scenario.json' with { type: 'json' };
import switchCost from './documents/switch-cost.scenario.json' with { type: 'json' };
import takeTurns from './documents/take-turns.scenario.json' with { type: 'json' };
import unevenSplit from './documents/uneven-split.scenario.json' with { type: 'json' };
import workStealing from './documents/work-stealing.scenario.json' with { type: 'json' };
import type { GroupId } from './groups.ts';

export interface BundledScenario {
  /** The name by which `overlap simulate` knows it. */
  readonly id: string;
  readonly group: GroupId;
  readonly document: { readonly title: string; readonly teaches: string };
}

/** The scenarios that come with Overlap, by group, in the order in which they are best met. */
export const bundledScenarios: readonly BundledScenario[] = [
  { id: 'take-turns', group: 'turns', document: takeTurns },
  { id: 'work-stealing', group: 'turns', document: workStealing },
  { id: 'interpreter-lock', group: 'turns', document: interpreterLock },
  { id: 'one-waits-for-io', group: 'waiting', document: oneWaitsForIo },
  { id: 'hundred-requests', group: 'waiting', document: hundredRequests },
  { id: 'blocked-loop', group: 'waiting', document: blockedLoop },
  { id: 'uneven-split', group: 'scaling', document: unevenSplit },
  { id: 'switch-cost', group: 'scaling', document: switchCost },
  { id: 'list-scheduling', group: 'scaling', document: listScheduling },
  { id: 'map-reduce', group: 'scaling', document: mapReduce },
  { id: 'one-lock', group: 'sharing', document: oneLock },
  { id: 'lost-update', group: 'sharing', document: lostUpdate },
  { id: 'lost-update-in-javascript', group: 'sharing', document: lostUpdateInJavascript },
  { id: 'deadlock', group: 'sharing', document: deadlock },
  { id: 'philosophers', group: 'sharing', document: philosophers },
  { id: 'connection-pool', group: 'systems', document: connectionPool },
  { id: 'coffee-shop', group: 'systems', document: coffeeShop },
  { id: 'scatter-gather', group: 'systems', document: scatterGather },
  { id: 'load-balancer', group: 'systems', document: loadBalancer },
  { id: 'kitchen', group: 'systems', document: kitchen },
  { id: 'requests-in-sequence', group: 'promises', document: requestsInSequence },
  { id: 'requests-at-once', group: 'promises', document: requestsAtOnce },
  { id: 'called-not-awaited', group: 'promises', document: calledNotAwaited },
  { id: 'combinators', group: 'promises', document: combinators },
];

export function bundledScenario(id: string): BundledScenario | undefined {
  return bundledScenarios.find((scenario) => scenario.id === id);
}
