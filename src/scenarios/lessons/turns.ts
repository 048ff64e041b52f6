import type { Lesson } from './lesson.ts';

export const turns: readonly Lesson[] = [
  {
    id: 'take-turns',
    question: 'Two tasks, A and B, need 3 ms of one core each. The scheduler gives each of them 1 ms in turn. When is the last of them done?',
    answers: [
      { text: 'After 3 ms: they run at the same time.', when: [['wall', '==', 3]], why: 'One core does one thing at an instant. They look simultaneous because they alternate, but 6 ms of work on one core take 6 ms.' },
      { text: 'After 6 ms: the work of both, one after the other in slices.', when: [['wall', '==', 6]], why: 'Taking turns changes the order of the work, not its amount.' },
      { text: 'After 12 ms: each waits as long as it works.', when: [['wall', '==', 12]], why: 'While A waits for the core B is using it, so no time is lost. Only a core with nothing to do makes the whole longer.' },
    ],
    text: [
      'Concurrency is dealing with several things by taking turns; parallelism is doing them at the same instant.',
      'On one core the turns here go A B A B A B, with five switches between them.',
      'A first gets the core at once, B after 1 ms: both begin early, which is why a computer feels responsive. A is done after 5 ms instead of 3, so the turns even cost somebody something.',
      'A second core is what makes them run at the same instant, and then 3 ms are enough.',
    ],
    gives: { wall: 6, 'speed-up': 1, utilisation: 1, switches: 5, 'start of A': 0, 'start of B': 1, 'end of A': 5, 'end of B': 6, 'mean in system': 11 / 6 },
    next: [
      { id: 'two cores', label: 'Two cores', set: { cores: 2 }, gives: { wall: 3, 'speed-up': 2, switches: 0 }, see: 'Each task has a core to itself: 3 ms, and nobody switches.' },
      { id: 'no turns', label: 'No turns: a task keeps the core', set: { quantum: 0 }, gives: { wall: 6, 'end of A': 3, 'end of B': 6, switches: 1 }, see: 'Still 6 ms in all. A is done after 3 ms, B first runs after 3 ms: turns decide who waits, not how long it takes.' },
    ],
  },
  {
    id: 'work-stealing',
    question: 'Four jobs of 40, 10, 40 and 10 ms are dealt in turn to two cores, each with a queue of its own: both long jobs land in the same queue. An idle core may take a job from the other queue. When is everything done?',
    answers: [
      { text: 'After 80 ms: the two long jobs stand in one queue.', when: [['wall', '==', 80]], why: 'That is what happens without stealing: one core has 80 ms to do, the other is idle after 20.' },
      { text: 'After 50 ms: the idle core takes what waits in the other queue.', when: [['wall', '==', 50]], why: '100 ms of work on two busy cores is 50 ms, and stealing keeps both busy.' },
      { text: 'After 40 ms: the longest job decides.', when: [['wall', '==', 40]], why: 'The longest job is a lower bound, and so is the work divided by the cores: 100 ms on two cores cannot take less than 50.' },
    ],
    text: [
      'A queue for each core lets cores work without a lock between them, but a fair deal by count can be an unfair one by time.',
      'Work stealing repairs that: a core with nothing to do takes a waiting job from the longest other queue.',
      'Go, Tokio, Java’s fork-join pool and .NET schedule so, which is also why one of their async functions may go on at another thread after a wait.',
      'Goroutines are therefore not operating system threads one to one: many of them share a few threads, and move between them.',
    ],
    gives: { wall: 50 },
    next: [
      { id: 'no stealing', label: 'Forbid stealing', set: { stealing: false }, gives: { wall: 80 }, see: 'The second core is idle from 20 ms on, and the first works until 80.' },
      { id: 'four cores', label: 'Four cores', set: { cores: 4 }, gives: { wall: 40 }, see: 'Now the longest job decides: 40 ms, and half of the core time is idle.' },
    ],
  },
  {
    id: 'interpreter-lock',
    question: 'A program in a language with a global interpreter lock runs two threads that compute 100 ms each, on a machine with two cores. When are both done?',
    answers: [
      { text: 'After 100 ms: there are two cores for two threads.', when: [['wall', '==', 100]], why: 'A thread may run only while it holds the interpreter’s lock, and there is one of it. The second core has nothing that it is allowed to run.' },
      { text: 'After 200 ms: they take turns under the lock.', when: [['wall', '==', 200]], why: 'The lock makes of two cores one. Threads still help such a program where they wait, because a wait gives the lock away.' },
    ],
    text: [
      'A global interpreter lock lets one thread at a time run the language’s code, however many cores there are.',
      'The threads are concurrent, and they are not parallel: they take turns at intervals of 5 ms here.',
      'Two processes have a lock each, and compute at the same instant: 100 ms.',
      'A JavaScript program meets the same wall without a lock: its code runs on one thread, and what should run beside it needs a worker or a process.',
    ],
    gives: { wall: 200, 'CPU speed-up': 1 },
    next: [
      { id: 'processes', label: 'Two processes', set: { model: 'threads' }, gives: { wall: 100, 'CPU speed-up': 2 }, see: 'Without a common lock both cores compute: 100 ms.' },
      { id: 'waiting', label: 'Threads that wait instead', set: { 'tasks[0].do': [{ io: 100 }], 'tasks[1].do': [{ io: 100 }] }, gives: { wall: 100 }, see: 'Waiting needs no interpreter: both waits pass at the same time, lock or not.' },
    ],
  },
];
