import type { Lesson } from './lesson.ts';

export const sharing: readonly Lesson[] = [
  {
    id: 'one-lock',
    question: 'Eight threads on eight cores each compute 9 ms freely and then 1 ms under one lock. When is the last one done?',
    answers: [
      { text: 'After 10 ms: each has a core of its own.', when: [['wall', '==', 10]], why: 'The lock lets one in at a time, and all eight come to it at the same moment.' },
      { text: 'After 17 ms: 9 ms together, then eight turns of 1 ms.', when: [['wall', '==', 17]], why: 'What is done under one lock is done alone: eight times 1 ms.' },
      { text: 'After 80 ms: a lock makes everything serial.', when: [['wall', '==', 80]], why: 'Only what is inside the lock is serial. The 9 ms before it run at the same instant.' },
    ],
    text: [
      'One tenth of each thread’s work is under the lock, and n threads on n cores take 9 + n ms.',
      'The speed-up is 10n ÷ (9 + n), which is Amdahl’s law with a serial part of 10 %: 3.08 × on 4 cores, 4.71 × on 8, 8.77 × on 64.',
      'So the remedy is less work under the lock, or several locks, and not more cores.',
    ],
    gives: { wall: 17, 'speed-up': 80 / 17, 'serial fraction': 0.1 },
    next: [
      { id: '64 threads', label: '64 threads on 64 cores', set: { cores: 64, 'tasks[0].count': 64 }, gives: { wall: 73, 'speed-up': 640 / 73 }, see: '73 ms: most of the time is spent in the queue at the lock.' },
      { id: '4 threads', label: '4 threads on 4 cores', set: { cores: 4, 'tasks[0].count': 4 }, gives: { wall: 13, 'speed-up': 40 / 13 }, see: '13 ms, and 3.08 × the speed of one thread.' },
    ],
  },
  {
    id: 'held-lock',
    question: 'On one core a thread takes a lock and waits 10 ms for a server while it holds it. A reader wants the same lock. X and Y compute 5 ms each and want no lock. What happens meanwhile?',
    answers: [
      { text: 'Everything stops until the lock is given back: X is done after 15 ms.', when: [['end of X', '==', 15]], why: 'A lock says who may go past one line. It does not hold the core, and X never comes to that line.' },
      { text: 'X and Y go on, and only the reader waits: X is done after 5 ms.', when: [['end of X', '==', 5], ['end of reader', '>', 10]], why: 'The holder waits without the core, so X and Y use it. Only who wants the lock is stopped.' },
      { text: 'The reader goes on too, since nobody uses the core: it is done after 1 ms.', when: [['end of reader', '==', 1]], why: 'Whether the core is free has nothing to do with whether the lock is.' },
    ],
    text: [
      'A held lock stops those who want it and nobody else: X is done after 5 ms, Y after 10.',
      'The reader pays for the wait of another: it needs 1 ms, and is done after 11.',
      'That is the case against waiting while a lock is held. Fetch first, then take the lock for the moment in which the result is stored.',
    ],
    gives: { wall: 11, 'end of X': 5, 'end of Y': 10, 'end of holder': 10, 'end of reader': 11 },
    next: [
      { id: 'wait first', label: 'Wait before taking the lock', set: { 'tasks[0].do': [{ io: 10, label: 'fetch' }, { lock: 'cache' }, { unlock: 'cache' }] }, gives: { 'end of reader': 1 }, see: 'The reader is done after 1 ms; the wait stands in nobody’s way.' },
    ],
  },
  {
    id: 'worker-pool',
    question: 'A pool of 4 threads serves a hundred requests that compute 1 ms, wait 98 ms and compute 1 ms, on one core. An event loop needs 200 ms for them. And the pool?',
    answers: [
      { text: '200 ms too: there is the same to compute.', when: [['wall', '==', 200]], why: 'A thread of the pool that waits is not free for the next request, so only four waits can overlap.' },
      { text: '2.529 s: 25 rounds of four.', when: [['wall', '==', 2529]], why: 'Each thread serves 25 requests one after the other, waits included.' },
      { text: '10 s: as slow as one blocking thread.', when: [['wall', '==', 10_000]], why: 'Four requests wait at a time, so it takes about a quarter of that.' },
    ],
    text: [
      'Where threads block, the size of the pool is the number of waits that can overlap, and everything else stands in its queue.',
      'Pools of 4, 10, 25 and 50 threads need 2,529, 1,030, 461 and 298 ms.',
      'Little’s law gives the size: to answer r requests a second that take w seconds each, r × w of them must be in flight.',
    ],
    gives: { wall: 2529 },
    next: [
      { id: 'pool of 25', label: '25 threads', set: { poolSize: 25 }, gives: { wall: 461 }, see: '461 ms: six times as many threads, five and a half times as fast.' },
      { id: 'pool of 50', label: '50 threads', set: { poolSize: 50 }, gives: { wall: 298 }, see: '298 ms: the core is now busy two thirds of the time, and sets the next limit.' },
    ],
    also: [{ id: 'pool of 10', set: { poolSize: 10 }, gives: { wall: 1030 } }],
  },
  {
    id: 'lost-update',
    question: 'x is 5. Two threads each load x, add 1, and store it. The steps can come in 20 different orders. In how many of them is x 6 at the end, one increment lost?',
    answers: [
      { text: 'In 2 of 20: it takes bad luck.', when: [['interleavings with x = 6', '==', 2]], why: 'It is the other way round: only the two orders in which one thread is done before the other begins are safe.' },
      { text: 'In 10 of 20: as often as not.', when: [['interleavings with x = 6', '==', 10]], why: 'Whenever both load before either stores, one increment is lost, and that is so in nearly all orders.' },
      { text: 'In 18 of 20: unless they happen to run one after the other.', when: [['interleavings with x = 6', '==', 18]], why: 'Only the two orders that do not mix the threads keep both increments.' },
    ],
    text: [
      'An increment is three steps, and another thread may come between any two of them.',
      'Of the 20 orders, C(6, 3), the search behind this picture finds that 18 end with 6 and 2 with 7.',
      'On a real machine the bad orders are rare in time, since the three steps are close together: this is why such an error passes every test and shows up in production.',
      'An atomic increment or a lock around the three steps gives 7 in every order.',
    ],
    gives: { interleavings: 20, 'interleavings with x = 6': 18, 'interleavings with x = 7': 2 },
    next: [
      { id: 'atomic', label: 'An atomic increment', set: { 'bodies.increment': [{ atomic: 'x', add: 1 }] }, gives: { 'least x': 7, 'most x': 7 }, see: 'One step cannot be interrupted: two orders, and 7 in both.' },
      { id: 'locked', label: 'A lock around it', set: { 'bodies.increment': [{ lock: 'm' }, { read: 'x', into: 'r' }, { set: 'r', value: { register: 'r', plus: 1 } }, { write: 'x', value: 'r' }, { unlock: 'm' }] }, gives: { 'least x': 7, 'most x': 7 }, see: 'The lock lets one through at a time: always 7.' },
    ],
  },
  {
    id: 'lost-update-in-javascript',
    question: 'In JavaScript x is 5, f() resolves to 1, and two async functions each do `x = x + await f()`, started together. What is x at the end?',
    answers: [
      { text: 'Always 7: there is one thread.', when: [['least x', '==', 7], ['most x', '==', 7]], why: 'One thread, and still two tasks that take turns: the left x is read before the await, and used after it.' },
      { text: '6 or 7, by luck.', when: [['least x', '==', 6], ['most x', '==', 7]], why: 'JavaScript leaves nothing to luck here: both functions run to their await before either goes on.' },
      { text: 'Always 6: one increment is lost every time.', when: [['least x', '==', 6], ['most x', '==', 6]], why: 'Both read 5, both wait, both store 6.' },
    ],
    text: [
      'Whatever is read before an await may be old after it, in one thread as much as in many.',
      'An async function starts at the call and runs to its first await; so both functions have read x before the first of them stores anything.',
      'With `const d = await f(); x = x + d` the reading comes after the wait, nothing can come between it and the storing, and x is always 7.',
    ],
    gives: { 'least x': 6, 'most x': 6 },
    next: [
      { id: 'await first', label: 'Await first, then read x', set: { 'bodies.add': [{ io: 1, label: 'await f()' }, { read: 'x', into: 'r' }, { write: 'x', value: { register: 'r', plus: 1 } }] }, gives: { 'least x': 7, 'most x': 7 }, see: 'Reading and storing stand together between two awaits: always 7.' },
    ],
  },
  {
    id: 'deadlock',
    question: 'T0 takes lock A, then B. T1 takes B, then A. Their steps can come in 6 orders. In how many do both wait for ever?',
    answers: [
      { text: 'In none: one of them is always first.', when: [['deadlocks', '==', 0]], why: 'Each can be first at its own first lock, and then neither can have its second.' },
      { text: 'In 2 of 6.', when: [['deadlocks', '==', 2]], why: 'Both orders in which each has taken its first lock before either takes its second end there.' },
      { text: 'In all 6: opposite orders always deadlock.', when: [['deadlocks', '==', 6]], why: 'Where one thread has both locks before the other begins, nothing happens. This is why the program may run for months.' },
    ],
    text: [
      'Each holds what the other wants: T0 waits for T1, T1 waits for T0, and the circle never opens.',
      'One interruption at the wrong moment is enough, and none of them is needed for it to go well: tests seldom see it.',
      'If every thread takes the locks in one order, A before B, a circle cannot come about: 2 orders, no deadlock.',
    ],
    gives: { interleavings: 6, deadlocks: 2 },
    next: [
      { id: 'one order', label: 'Both take A first', set: { 'tasks[1].do': [{ lock: 'A' }, { lock: 'B' }, { unlock: 'B' }, { unlock: 'A' }] }, gives: { interleavings: 2, deadlocks: 0 }, see: 'One order of locks everywhere: no circle, and no deadlock in any order of steps.' },
      { id: 'slow', label: 'Hold the first lock for 1 ms', set: { 'tasks[0].do': [{ lock: 'A' }, { compute: 1 }, { lock: 'B' }, { unlock: 'B' }, { unlock: 'A' }], 'tasks[1].do': [{ lock: 'B' }, { compute: 1 }, { lock: 'A' }, { unlock: 'A' }, { unlock: 'B' }] }, gives: { 'outcome deadlock': 1 }, see: 'Now the plain run deadlocks too: both hold one lock for a moment, and that moment is the same.' },
    ],
  },
  {
    id: 'philosophers',
    question: 'Three philosophers sit around a table with three forks. Each takes the left fork, then the right, eats, and puts both back. Their steps can come in 396 orders. In how many do all of them starve?',
    answers: [
      { text: 'In 6: only where all three have taken their left fork.', when: [['deadlocks', '==', 6]], why: 'All three must have the left fork before anyone gets a right one, and there are 6 ways to come to that.' },
      { text: 'In 132, a third of them.', when: [['deadlocks', '==', 132]], why: 'As soon as one philosopher has two forks, that one eats and gives them back, and the others go on.' },
      { text: 'In none: somebody always has two forks.', when: [['deadlocks', '==', 0]], why: 'If all three take the left fork first, nobody finds a right one.' },
    ],
    text: [
      'Everyone takes the left fork first, and once in a while all of them do so together: 6 of 396 orders.',
      'The circle has three members here; two locks in opposite order are the same with two.',
      'If one philosopher takes the right fork first, all forks are taken in one order of numbers, and of the 238 orders that are left none deadlocks.',
    ],
    gives: { interleavings: 396, deadlocks: 6 },
    next: [
      { id: 'ordered', label: 'The last one takes fork 0 first', set: { 'tasks[2].do': [{ lock: 'fork 0' }, { lock: 'fork 2' }, { unlock: 'fork 0' }, { unlock: 'fork 2' }] }, gives: { interleavings: 238, deadlocks: 0 }, see: '238 orders, and no deadlock in any of them.' },
    ],
  },
];
