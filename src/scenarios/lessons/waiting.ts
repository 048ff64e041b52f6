import type { Lesson } from './lesson.ts';

export const waiting: readonly Lesson[] = [
  {
    id: 'one-waits-for-io',
    question: 'Three requests arrive together. Each computes for 1 ms, waits 3 ms for a database, and computes for 1 ms more. One event loop serves them all. When is the last one answered?',
    answers: [
      { text: 'After 15 ms: 5 ms for each, one after the other.', when: [['wall', '==', 15]], why: 'That is one blocking thread: it keeps its core through the wait and gets to the next request only afterwards.' },
      { text: 'After 7 ms: the waits overlap, the computing does not.', when: [['wall', '==', 7]], why: 'A B C compute in turn, all three wait at the same time, and A B C compute again. One millisecond is left in which the loop has nothing to do.' },
      { text: 'After 5 ms: all three are served at the same time.', when: [['wall', '==', 5]], why: 'The waits overlap, but 6 ms of computing on one loop cannot be done in 5.' },
    ],
    text: [
      'While one request waits, the loop serves the others: the core computes A B C, is idle for 1 ms, and computes A B C again.',
      'A blocking thread would hold the core for the 9 ms in which nothing is computed, and be busy for 40 % of 15 ms instead of 86 % of 7.',
      'Three threads of the operating system do as well as the loop here, because the system parks a thread that waits and gives the core to another.',
      'Waiting wants concurrency: it is enough that somebody turns to the next thing. Computing wants parallelism.',
    ],
    gives: { wall: 7, blocked: 0, idle: 1, utilisation: 6 / 7, 'mean latency': 6 },
    next: [
      { id: 'blocking', label: 'One blocking thread', set: { model: 'blocking' }, gives: { wall: 15, busy: 6, blocked: 9, utilisation: 0.4, 'mean latency': 10 }, see: 'The core is held through every wait: 9 of 15 ms are spent on nothing, and the mean latency is 10 ms instead of 6.' },
      { id: 'threads', label: 'Three threads', set: { model: 'threads' }, gives: { wall: 7 }, see: '7 ms again. What blocks is a thread, not the core; each thread costs a stack instead.' },
    ],
  },
  {
    id: 'hundred-requests',
    question: 'A hundred requests arrive together at one event loop. Each computes 1 ms, waits 98 ms, computes 1 ms. How long does it take to answer all of them?',
    answers: [
      { text: '10 s: a hundred times 100 ms.', when: [['wall', '==', 10_000]], why: 'So long takes one thread that blocks in every wait.' },
      { text: '200 ms: the computing of all, with all the waits beside it.', when: [['wall', '==', 200]], why: 'A hundred times 2 ms of computing fill the loop, and every wait passes while others compute.' },
      { text: '100 ms: as long as one request.', when: [['wall', '==', 100]], why: 'The waits all overlap, but there are 200 ms to compute on one loop.' },
    ],
    text: [
      'Where nearly everything is waiting, one loop is as good as a hundred threads, and needs a hundred small objects in place of a hundred stacks.',
      'The loop is the bottleneck as soon as it is always busy: here it is, for the whole 200 ms.',
      'From there on only more loops, on more cores, make it faster; more concurrency does not.',
    ],
    gives: { wall: 200, utilisation: 1, 'mean latency': 150.5, memory: 1_050_000 },
    next: [
      { id: 'blocking', label: 'One blocking thread', set: { model: 'blocking' }, gives: { wall: 10_000 }, see: '10 s: fifty times as long, and the core computes during 2 % of it.' },
      { id: 'threads', label: 'A thread each', set: { model: 'threads' }, gives: { wall: 200, memory: 100_000_000 }, see: 'The same 200 ms, with 100 MB reserved for stacks in place of 1 MB.' },
    ],
    also: [{ id: 'threads of 8 MB', set: { model: 'threads', bytesPerTask: 8_000_000 }, gives: { wall: 200, memory: 800_000_000 } }],
  },
  {
    id: 'blocked-loop',
    question: 'A report that computes for 100 ms and three requests A, B and C of 1 ms each reach one event loop at the same moment, the report first. When is A answered?',
    answers: [
      { text: 'After 1 ms: the loop takes turns between the four.', when: [['end of A', '==', 1]], why: 'A loop takes turns only at an await. Between two of them nothing interrupts the code.' },
      { text: 'After 2 ms: short requests get their turn.', when: [['end of A', '==', 2]], why: 'A scheduler that interrupts would do that. An event loop never interrupts code that computes.' },
      { text: 'After 101 ms: it waits until the report is done.', when: [['end of A', '==', 101]], why: 'The report holds the loop for 100 ms, and everything else waits behind it.' },
    ],
    text: [
      'An event loop is cooperative: it goes to the next task only when the present one awaits something or ends.',
      'One callback that computes for long makes all the others late, and no async keyword in front of it changes that.',
      'Moved to a worker thread on a second core, the report takes as long as before, and the requests are answered after 1, 2 and 3 ms.',
      'Round robin on one core helps the requests too, at the cost of the report: 103 ms.',
    ],
    gives: { 'end of report': 100, 'end of A': 101, 'end of B': 102, 'end of C': 103 },
    next: [
      { id: 'worker', label: 'Report on a worker', set: { model: 'workers', cores: 2, 'tasks[0].worker': true }, gives: { 'end of report': 100, 'end of A': 1, 'end of B': 2, 'end of C': 3 }, see: 'The loop is free: the requests are answered at once.' },
      { id: 'round robin', label: 'Threads that take turns', set: { model: 'threads', quantum: 1 }, gives: { 'end of report': 103, 'end of A': 2, 'end of B': 3, 'end of C': 4 }, see: 'The requests are out after 2, 3 and 4 ms, and the report after 103.' },
    ],
  },
  {
    id: 'async-does-not-compute',
    question: 'Four async functions each compute a hash for 100 ms, without a single wait inside. `await Promise.all` starts the four on one event loop. When are all hashes there?',
    answers: [
      { text: 'After 100 ms: Promise.all runs the four at once.', when: [['wall', '==', 100]], why: 'Promise.all starts nothing and speeds up nothing: it waits for promises. The hashes are computed on one thread, one after the other.' },
      { text: 'After 200 ms: two of them overlap.', when: [['wall', '==', 200]], why: 'There is one thread that runs JavaScript, and none of the functions ever waits.' },
      { text: 'After 400 ms: nothing is gained.', when: [['wall', '==', 400]], why: 'There is no wait that could overlap with anything; what is computed adds up.' },
    ],
    text: [
      'Async helps with waiting, and here nothing waits: 400 ms of computing on one thread are 400 ms.',
      'What computes needs more cores, and in JavaScript that means workers or processes.',
      'In other languages async functions may run on several threads: C# and Rust’s Tokio take them from a pool, so there the same four lines can use four cores.',
    ],
    gives: { wall: 400, 'CPU speed-up': 1 },
    next: [
      { id: 'workers', label: 'Four workers', set: { model: 'workers', cores: 5, poolSize: 4, 'tasks[0].worker': true }, gives: { wall: 100 }, see: 'Each hash has a core: 100 ms. The fifth core is the loop’s, and is free for requests.' },
      { id: 'waits', label: 'Waits in place of hashes', set: { 'tasks[0].do': [{ io: 100 }] }, gives: { wall: 100 }, see: 'Four waits of 100 ms overlap on the same single thread.' },
    ],
  },
  {
    id: 'file-pool',
    question: 'A Node program reads eight files at once with `Promise.all`. The disk needs 100 ms for each, and could serve all eight together. When are all of them read?',
    answers: [
      { text: 'After 100 ms: all reads wait at the same time.', when: [['wall', '==', 100]], why: 'That is so for sockets. File reads each hold a thread of a pool, and the pool has four.' },
      { text: 'After 200 ms: four at a time.', when: [['wall', '==', 200]], why: 'The pool behind files has four threads by default, so eight reads take two rounds.' },
      { text: 'After 800 ms: Node has one thread.', when: [['wall', '==', 800]], why: 'One thread runs JavaScript. Behind it there are others, four of them for files and DNS lookups.' },
    ],
    text: [
      'Node is not one thread: files, DNS lookups and some cryptography run on a pool of four, while sockets need no thread for their waits.',
      'More reads than four at once stand in the pool’s queue, and a DNS lookup may stand there behind slow files.',
      'The environment variable UV_THREADPOOL_SIZE makes the pool larger.',
    ],
    gives: { wall: 200 },
    next: [
      { id: 'pool of eight', label: 'A pool of eight', set: { ioPoolSize: 8 }, gives: { wall: 100 }, see: 'Each read has a thread: one round, 100 ms.' },
      { id: 'sockets', label: 'Sockets in place of files', set: { 'resources.disk.pool': false }, gives: { wall: 100 }, see: 'Waits of sockets need no thread: 100 ms, and the pool has nothing to do.' },
    ],
  },
  {
    id: 'waiting-threads',
    question: 'A server gives each of 100,000 connections a thread, and each thread reserves 2 MB for its stack. All of them only wait. How much address space is reserved?',
    answers: [
      { text: 'About 51 MB: a thread that waits needs next to nothing.', when: [['memory', '<', 100_000_000]], why: 'That is what 100,000 pending async functions on one loop take. A thread keeps its stack while it waits.' },
      { text: '200 GB: the stack stays reserved through the wait.', when: [['memory', '==', 200_000_000_000]], why: 'A hundred thousand times 2 MB. With stacks of 0.5 MB it would still be 50 GB.' },
    ],
    text: [
      'Threads that wait use no core: all 100,000 waits pass in 100 ms here.',
      'What they use is memory, 50 to 200 GB of address space for stacks of 0.5 to 2 MB.',
      'Reserved is not resident: of a thread that has hardly run, about 8 kB are really in memory, some 0.8 GB for all of them.',
      'A pending async function in V8 is about 0.5 kB, a goroutine about 2.7 kB, a worker of Node about 8 MB.',
    ],
    gives: { wall: 100, memory: 200_000_000_000 },
    next: [
      { id: 'small stacks', label: 'Stacks of 0.5 MB', set: { bytesPerTask: 500_000 }, gives: { wall: 100, memory: 50_000_000_000 }, see: '50 GB, and the same 100 ms.' },
      { id: 'event loop', label: 'One event loop', set: { model: 'event-loop', bytesPerTask: 500 }, gives: { wall: 100, memory: 51_000_000 }, see: '51 MB: one stack of 1 MB, and half a kilobyte for each wait.' },
    ],
  },
];
