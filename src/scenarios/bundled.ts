import allSettled from './documents/all-settled.scenario.json' with { type: 'json' };
import anyOf from './documents/any.scenario.json' with { type: 'json' };
import asyncDoesNotCompute from './documents/async-does-not-compute.scenario.json' with { type: 'json' };
import blockedLoop from './documents/blocked-loop.scenario.json' with { type: 'json' };
import calledNotAwaited from './documents/called-not-awaited.scenario.json' with { type: 'json' };
import coffeeShop from './documents/coffee-shop.scenario.json' with { type: 'json' };
import combinators from './documents/combinators.scenario.json' with { type: 'json' };
import concurrencyLimit from './documents/concurrency-limit.scenario.json' with { type: 'json' };
import connectionPool from './documents/connection-pool.scenario.json' with { type: 'json' };
import coordination from './documents/coordination.scenario.json' with { type: 'json' };
import deadlock from './documents/deadlock.scenario.json' with { type: 'json' };
import encoder from './documents/encoder.scenario.json' with { type: 'json' };
import filePool from './documents/file-pool.scenario.json' with { type: 'json' };
import forEachAsync from './documents/for-each-async.scenario.json' with { type: 'json' };
import heldLock from './documents/held-lock.scenario.json' with { type: 'json' };
import hundredRequests from './documents/hundred-requests.scenario.json' with { type: 'json' };
import inFlight from './documents/in-flight.scenario.json' with { type: 'json' };
import interpreterLock from './documents/interpreter-lock.scenario.json' with { type: 'json' };
import kitchen from './documents/kitchen.scenario.json' with { type: 'json' };
import listScheduling from './documents/list-scheduling.scenario.json' with { type: 'json' };
import loadBalancer from './documents/load-balancer.scenario.json' with { type: 'json' };
import loopPerCore from './documents/loop-per-core.scenario.json' with { type: 'json' };
import lostUpdate from './documents/lost-update.scenario.json' with { type: 'json' };
import lostUpdateInJavascript from './documents/lost-update-in-javascript.scenario.json' with { type: 'json' };
import mapReduce from './documents/map-reduce.scenario.json' with { type: 'json' };
import nearFull from './documents/near-full.scenario.json' with { type: 'json' };
import oneLock from './documents/one-lock.scenario.json' with { type: 'json' };
import oneWaitsForIo from './documents/one-waits-for-io.scenario.json' with { type: 'json' };
import philosophers from './documents/philosophers.scenario.json' with { type: 'json' };
import race from './documents/race.scenario.json' with { type: 'json' };
import requestsAtOnce from './documents/requests-at-once.scenario.json' with { type: 'json' };
import requestsInSequence from './documents/requests-in-sequence.scenario.json' with { type: 'json' };
import scaledWork from './documents/scaled-work.scenario.json' with { type: 'json' };
import scatterGather from './documents/scatter-gather.scenario.json' with { type: 'json' };
import serialPart from './documents/serial-part.scenario.json' with { type: 'json' };
import slowShard from './documents/slow-shard.scenario.json' with { type: 'json' };
import switchCost from './documents/switch-cost.scenario.json' with { type: 'json' };
import takeTurns from './documents/take-turns.scenario.json' with { type: 'json' };
import threadPerRequest from './documents/thread-per-request.scenario.json' with { type: 'json' };
import twoMillionConnections from './documents/two-million-connections.scenario.json' with { type: 'json' };
import unawaitedRejection from './documents/unawaited-rejection.scenario.json' with { type: 'json' };
import unevenSplit from './documents/uneven-split.scenario.json' with { type: 'json' };
import waitingThreads from './documents/waiting-threads.scenario.json' with { type: 'json' };
import workStealing from './documents/work-stealing.scenario.json' with { type: 'json' };
import workerPool from './documents/worker-pool.scenario.json' with { type: 'json' };
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
  { id: 'async-does-not-compute', group: 'waiting', document: asyncDoesNotCompute },
  { id: 'file-pool', group: 'waiting', document: filePool },
  { id: 'waiting-threads', group: 'waiting', document: waitingThreads },
  { id: 'uneven-split', group: 'scaling', document: unevenSplit },
  { id: 'serial-part', group: 'scaling', document: serialPart },
  { id: 'scaled-work', group: 'scaling', document: scaledWork },
  { id: 'map-reduce', group: 'scaling', document: mapReduce },
  { id: 'switch-cost', group: 'scaling', document: switchCost },
  { id: 'coordination', group: 'scaling', document: coordination },
  { id: 'list-scheduling', group: 'scaling', document: listScheduling },
  { id: 'one-lock', group: 'sharing', document: oneLock },
  { id: 'held-lock', group: 'sharing', document: heldLock },
  { id: 'worker-pool', group: 'sharing', document: workerPool },
  { id: 'lost-update', group: 'sharing', document: lostUpdate },
  { id: 'lost-update-in-javascript', group: 'sharing', document: lostUpdateInJavascript },
  { id: 'deadlock', group: 'sharing', document: deadlock },
  { id: 'philosophers', group: 'sharing', document: philosophers },
  { id: 'kitchen', group: 'systems', document: kitchen },
  { id: 'coffee-shop', group: 'systems', document: coffeeShop },
  { id: 'thread-per-request', group: 'systems', document: threadPerRequest },
  { id: 'loop-per-core', group: 'systems', document: loopPerCore },
  { id: 'load-balancer', group: 'systems', document: loadBalancer },
  { id: 'connection-pool', group: 'systems', document: connectionPool },
  { id: 'scatter-gather', group: 'systems', document: scatterGather },
  { id: 'slow-shard', group: 'systems', document: slowShard },
  { id: 'near-full', group: 'systems', document: nearFull },
  { id: 'in-flight', group: 'systems', document: inFlight },
  { id: 'two-million-connections', group: 'systems', document: twoMillionConnections },
  { id: 'encoder', group: 'systems', document: encoder },
  { id: 'requests-in-sequence', group: 'promises', document: requestsInSequence },
  { id: 'requests-at-once', group: 'promises', document: requestsAtOnce },
  { id: 'called-not-awaited', group: 'promises', document: calledNotAwaited },
  { id: 'for-each-async', group: 'promises', document: forEachAsync },
  { id: 'concurrency-limit', group: 'promises', document: concurrencyLimit },
  { id: 'combinators', group: 'promises', document: combinators },
  { id: 'all-settled', group: 'promises', document: allSettled },
  { id: 'race', group: 'promises', document: race },
  { id: 'any', group: 'promises', document: anyOf },
  { id: 'unawaited-rejection', group: 'promises', document: unawaitedRejection },
];

export function bundledScenario(id: string): BundledScenario | undefined {
  return bundledScenarios.find((scenario) => scenario.id === id);
}
