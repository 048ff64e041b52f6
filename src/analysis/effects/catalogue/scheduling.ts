import type { Family } from './schema.ts';

export const scheduling: Family = {
  family: 'Limits, queues and other schedulers of promises',
  packages: [
    { names: ['p-limit'], members: { 'default pLimit': { does: 'pure', returns: 'Limit' }, limitFunction: 'pure' }, types: { Limit: { call: 'calls $0', map: 'calls $1', 'clearQueue activeCount pendingCount': 'writes state:$this' } } },
    { names: ['p-map', 'p-filter', 'p-each-series', 'p-map-series', 'p-props', 'p-reduce', 'p-times', 'p-some', 'p-locate'], members: { '*': 'calls $1' } },
    { names: ['p-all', 'p-settle', 'p-retry', 'exponential-backoff', 'async-retry', 'promise-retry', 'p-timeout', 'p-try', 'p-waterfall', 'p-series', 'p-memoize', 'p-debounce', 'p-throttle', 'p-defer', 'p-event', 'retry'], members: { '*': 'calls $0 | waits' } },
    { names: ['delay', 'p-min-delay', 'sleep-promise'], members: { '*': 'waits' } },
    { names: ['p-queue'], members: { 'new default': { does: 'pure', returns: 'Queue' } }, types: { Queue: { add: 'calls $0', addAll: 'calls $0', 'onIdle onEmpty onSizeLessThan onPendingZero': 'uses queue:$this', '*': 'writes state:$this' } } },
    { names: ['bottleneck'], members: { 'new default': { does: 'pure', returns: 'Bottleneck' } }, types: { Bottleneck: { schedule: 'calls $0 | calls $1', wrap: 'pure', '*': 'writes state:$this' } } },
    { names: ['cockatiel', 'opossum'], members: { 'bulkhead retry timeout fallback circuitBreaker wrap': { does: 'pure', returns: 'Policy' }, '**': 'pure' }, types: { Policy: { execute: 'calls $0', '*': 'pure' }, BulkheadPolicy: { execute: 'calls $0', '*': 'pure' }, RetryPolicy: { execute: 'calls $0', '*': 'pure' }, IPolicy: { execute: 'calls $0', '*': 'pure' } } },
    { names: ['async'], members: { 'each eachLimit eachSeries map mapLimit mapSeries eachOf filter': 'calls $1 | calls $2', 'parallel parallelLimit series waterfall auto': 'calls $0', 'queue': 'pure' } },
    { names: ['better-all'], members: { 'all allSettled flow default': 'calls $0' } },
    { names: ['async-mutex', 'async-lock', 'await-semaphore', 'semaphore-async-await', 'proper-lockfile', 'async-sema'], members: { 'new *': { does: 'pure', returns: 'Lock' }, '*': 'uses connection:lock' }, types: { Lock: { 'runExclusive': 'calls $0 | uses connection:$this', acquire: 'calls $1 | uses connection:$this', '*': 'uses connection:$this' }, Mutex: { runExclusive: 'calls $0 | uses connection:$this', '*': 'uses connection:$this' }, Semaphore: { runExclusive: 'calls $0 | uses connection:$this', '*': 'uses connection:$this' } } },
    { names: ['rxjs', 'rxjs/operators'], members: { 'firstValueFrom lastValueFrom': 'waits', 'of from map filter tap switchMap mergeMap concatMap': 'pure', 'new *': { does: 'pure', returns: 'Subject' } }, types: { Subject: { 'next complete error': 'writes state:$this', '*': 'pure' } } },
  ],
};
