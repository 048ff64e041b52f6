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

export interface BundledScenario {
  /** The name by which `overlap simulate` knows it. */
  readonly id: string;
  readonly document: { readonly title: string; readonly teaches: string };
}

/** The scenarios that come with Overlap, in the order in which they are best met. */
export const bundledScenarios: readonly BundledScenario[] = [
  { id: 'take-turns', document: takeTurns },
  { id: 'uneven-split', document: unevenSplit },
  { id: 'kitchen', document: kitchen },
  { id: 'switch-cost', document: switchCost },
  { id: 'list-scheduling', document: listScheduling },
  { id: 'one-waits-for-io', document: oneWaitsForIo },
  { id: 'hundred-requests', document: hundredRequests },
  { id: 'blocked-loop', document: blockedLoop },
  { id: 'interpreter-lock', document: interpreterLock },
  { id: 'work-stealing', document: workStealing },
  { id: 'requests-in-sequence', document: requestsInSequence },
  { id: 'requests-at-once', document: requestsAtOnce },
  { id: 'called-not-awaited', document: calledNotAwaited },
  { id: 'combinators', document: combinators },
  { id: 'one-lock', document: oneLock },
  { id: 'map-reduce', document: mapReduce },
  { id: 'lost-update', document: lostUpdate },
  { id: 'lost-update-in-javascript', document: lostUpdateInJavascript },
  { id: 'deadlock', document: deadlock },
  { id: 'philosophers', document: philosophers },
  { id: 'connection-pool', document: connectionPool },
  { id: 'coffee-shop', document: coffeeShop },
  { id: 'scatter-gather', document: scatterGather },
  { id: 'load-balancer', document: loadBalancer },
];

export function bundledScenario(id: string): BundledScenario | undefined {
  return bundledScenarios.find((scenario) => scenario.id === id);
}
