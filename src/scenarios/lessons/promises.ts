import type { Lesson } from './lesson.ts';

const combinedBy = (how: string): Readonly<Record<string, unknown>> => ({ 'tasks[0].do[3].try[0].how': how });

export const promises: readonly Lesson[] = [
  {
    id: 'requests-in-sequence',
    question: 'A function awaits three requests of 1,000 ms in a loop. None needs another’s result. When does it return?',
    answers: [
      { text: 'After 1 s: they need nothing from each other.', when: [['wall', '==', 1000]], why: 'JavaScript does not look at what a request needs. The second is started when the first await is over.' },
      { text: 'After 3 s: each await waits before the next one starts.', when: [['wall', '==', 3000]], why: 'An await in a loop makes the rounds follow one another.' },
    ],
    text: [
      'Awaits in a row add up, whether or not the second needs the first.',
      'Nothing is computed meanwhile: for three seconds the function only waits.',
      'This is what Overlap looks for in your own code: awaits that stand in line and need nothing from one another.',
    ],
    gives: { wall: 3000, 'speed-up': 1 },
    next: [
      { id: 'at once', label: 'Promise.all', set: { 'tasks[0].do': [{ map: [{ io: 1000, label: 'fetch' }], count: 3 }] }, gives: { wall: 1000, 'speed-up': 3 }, see: 'All three wait at the same time: 1 s, three times as fast.' },
    ],
  },
  {
    id: 'requests-at-once',
    question: 'Three requests of 1,000 ms are started together with `Promise.all` on one thread. How many times as fast is that as one after the other?',
    answers: [
      { text: '1 ×: there is one thread.', when: [['speed-up', '==', 1]], why: 'A wait needs no thread. The requests are under way somewhere else, and one thread can wait for any number of them.' },
      { text: '3 ×: the waits pass at the same time.', when: [['speed-up', '==', 3]], why: 'Three seconds of waiting fit into one.' },
      { text: '1.5 ×: Promise.all costs something too.', when: [['speed-up', '==', 1.5]], why: 'What it costs is microseconds.' },
    ],
    text: [
      'Requests that are started before any of them is awaited take as long as the longest.',
      'The speed-up counts waiting here, 3 s one after the other ÷ 1 s. No CPU was saved, and none was needed.',
      'Ten or a hundred requests would take 1 s as well, as long as nothing on the way limits them: a pool, the other server, or the loop itself.',
    ],
    gives: { wall: 1000, 'elapsed serial': 3000, 'speed-up': 3 },
    next: [
      { id: 'hundred', label: 'A hundred requests', set: { 'tasks[0].do[0].count': 100 }, gives: { wall: 1000, 'speed-up': 100 }, see: 'Still 1 s, if whoever answers them can keep up.' },
      { id: 'limit', label: 'Two at a time', set: { 'tasks[0].do[0].limit': 2 }, gives: { wall: 2000 }, see: 'Two rounds: 2 s.' },
    ],
  },
  {
    id: 'called-not-awaited',
    question: '`sequential()` awaits three timers of 1,000 ms in a row and logs; `concurrent()` awaits three at once and logs. Both are called one after the other, and neither call is awaited. When does `sequential` log?',
    answers: [
      { text: 'Before `concurrent`, after 3 s: it was called first.', when: [['end of sequential', '==', 3000], ['end of concurrent', '>', 3000]], why: 'The call of `sequential` returns at its first await, and `concurrent` starts at once.' },
      { text: 'After `concurrent`, which logs after 1 s; `sequential` logs after 3 s.', when: [['end of sequential', '==', 3000], ['end of concurrent', '==', 1000]], why: 'Both run at the same time: `concurrent` logs after 1 s, `sequential` after 3 s.' },
      { text: 'After 4 s: they share one thread.', when: [['end of sequential', '==', 4000]], why: 'They only wait, and waits of both pass at the same time.' },
    ],
    text: [
      'Calling an async function starts it at once and runs it to its first await; then the caller goes on.',
      'The function called first is not the one that is done first: “concurrent 1000” is printed before “sequential 3000”.',
      'All is over after 3 s, not after 4, because the two overlap.',
      'Whoever called them returned long before that, and would not have seen an error.',
    ],
    gives: { wall: 3000, 'end of main': 0, 'end of concurrent': 1000, 'end of sequential': 3000 },
    next: [
      { id: 'awaited', label: 'Await the first call', set: { 'tasks[0].do': [{ spawn: 'sequential', as: 's' }, { join: 's' }, { spawn: 'concurrent', as: 'c' }, { join: 'c' }] }, gives: { wall: 4000, 'end of sequential': 3000, 'end of concurrent': 4000 }, see: 'Now they follow one another: 4 s.' },
    ],
  },
  {
    id: 'for-each-async',
    question: '`items.forEach(async (item) => { await save(item); })` has three items, and each save takes 100 ms. When is the line after it reached?',
    answers: [
      { text: 'At once, after 0 ms.', when: [['end of main', '==', 0]], why: 'It throws away what its callback returns, and that is the promise which somebody should have awaited.' },
      { text: 'After 100 ms: the saves run side by side.', when: [['end of main', '==', 100]], why: 'The saves do run side by side, and nobody waits for them.' },
      { text: 'After 300 ms: one save after the other.', when: [['end of main', '==', 300]], why: 'An await inside the callback makes the callback wait, not forEach.' },
    ],
    text: [
      '`forEach` knows nothing of promises: it calls the callback three times, each call returns at its first await, and `forEach` is done.',
      'The saves end 100 ms later, when the function may have returned, and an error in one of them is nobody’s to catch.',
      'To wait for all, use `await Promise.all(items.map(…))`: 100 ms. To save one after the other, use `for…of` with an await: 300 ms.',
    ],
    gives: { 'end of main': 0, wall: 100 },
    next: [
      { id: 'map', label: 'Promise.all with map', set: { 'tasks[0].do': [{ map: 'save', count: 3 }] }, gives: { 'end of main': 100 }, see: 'The saves run as before, and now they are awaited: 100 ms.' },
      { id: 'for of', label: 'for…of with await', set: { 'tasks[0].do': [{ loop: 3, do: [{ timer: 100 }] }] }, gives: { 'end of main': 300 }, see: 'One after the other: 300 ms.' },
    ],
  },
  {
    id: 'concurrency-limit',
    question: 'Requests of 300, 100, 100 and 100 ms may run two at a time, and the next one starts whenever one ends. When are all four done?',
    answers: [
      { text: 'After 300 ms.', when: [['wall', '==', 300]], why: 'The three short ones follow one another beside the long one.' },
      { text: 'After 400 ms.', when: [['wall', '==', 400]], why: 'That is what chunks of two take: the second pair waits until the slower of the first is done.' },
      { text: 'After 600 ms.', when: [['wall', '==', 600]], why: 'That is the sum of all four, one at a time.' },
    ],
    text: [
      'A limit that starts the next request whenever one ends keeps two in flight all the time: 300 ms here.',
      'Chunks of two with Promise.all wait for the slowest of each chunk: 300 + 100 = 400 ms.',
      'A limit is worth having where the other side would refuse or slow down, or where each request holds memory.',
    ],
    gives: { wall: 300 },
    next: [
      { id: 'chunks', label: 'Chunks of two', set: { 'tasks[0].do': [{ all: ['long', 'short'] }, { all: ['short', 'short'] }] }, gives: { wall: 400 }, see: 'One place is empty for 200 ms, and the end comes after 400.' },
      { id: 'one at a time', label: 'One at a time', set: { 'resources.slots.permits': 1 }, gives: { wall: 600 }, see: '600 ms: the sum.' },
    ],
  },
  {
    id: 'combinators',
    question: 'Three promises are started together: one fulfils after 100 ms, one rejects after 200, one fulfils after 300. They are awaited with `Promise.all` inside a try. When does the function go on, and when is the third one over?',
    answers: [
      { text: 'It goes on after 200 ms, and the third runs to its end after 300 ms.', when: [['end of main', '==', 200], ['end of third', '==', 300]], why: 'Promise.all rejects with the first rejection. It cannot stop anybody.' },
      { text: 'It goes on after 200 ms, and the third is stopped then too, after 200 ms.', when: [['end of main', '==', 200], ['end of third', '==', 200]], why: 'A promise is a result to come, and not a handle on the work: rejecting early stops nothing. For that the work must listen to an AbortSignal.' },
      { text: 'It goes on after 300 ms, when all three are over.', when: [['end of main', '==', 300]], why: 'That is Promise.allSettled. Promise.all does not wait once it knows that it must reject.' },
    ],
    text: [
      'Promise.all fulfils when all have fulfilled, and rejects at once with the first rejection: here at 200 ms.',
      'The others run on. The third promise ends at 300 ms, its result is dropped, and whatever it wrote is written.',
      'Of an empty list Promise.all fulfils at once, while Promise.race never settles.',
    ],
    gives: { wall: 300, 'end of main': 200, 'end of first': 100, 'end of second': 200, 'end of third': 300 },
    next: [
      { id: 'settled', label: 'Promise.allSettled', set: combinedBy('allSettled'), gives: { 'end of main': 300 }, see: 'It waits for each to end, and goes on after 300 ms.' },
      { id: 'all of nothing', label: 'Promise.all of an empty list', set: { 'tasks[0].do': [{ all: [] }] }, gives: { 'end of main': 0, 'outcome finished': 1 }, see: 'There is nothing to wait for: it goes on at once.' },
      { id: 'race of nothing', label: 'Promise.race of an empty list', set: { 'tasks[0].do': [{ race: [] }] }, gives: { 'end of main': -1, 'outcome deadlock': 1 }, see: 'Nobody can win a race without runners: it never settles.' },
    ],
  },
  {
    id: 'all-settled',
    question: 'The same three promises, fulfilled after 100 ms, rejected after 200, fulfilled after 300, are awaited with `Promise.allSettled`. What happens?',
    answers: [
      { text: 'It goes on after 200 ms with the rejection.', when: [['end of main', '==', 200]], why: 'Promise.allSettled never rejects: a rejection is one result among the others.' },
      { text: 'It goes on after 300 ms with three results, one of them a rejection.', when: [['end of main', '==', 300]], why: 'It waits until each has ended, one way or the other.' },
      { text: 'It goes on after 100 ms with the first result.', when: [['end of main', '==', 100]], why: 'That is Promise.race.' },
    ],
    text: [
      'Promise.allSettled waits for all and tells of each how it ended: fulfilled, rejected, fulfilled.',
      'It takes as long as the slowest, also when the first has failed at once.',
      'It is the one to use where each result counts for itself, such as sending ten mails; nobody notices the failures unless the results are looked at.',
    ],
    gives: { wall: 300, 'end of main': 300 },
    next: [
      { id: 'all', label: 'Promise.all', set: combinedBy('all'), gives: { 'end of main': 200 }, see: 'It goes on after 200 ms, and the third runs on unseen.' },
      { id: 'slow failure', label: 'The second fails after 500 ms', set: { 'bodies.second[0].timer': 500 }, gives: { 'end of main': 500 }, see: 'All wait for the failure: 500 ms.' },
    ],
  },
  {
    id: 'race',
    question: 'Three promises, fulfilled after 100 ms, rejected after 200, fulfilled after 300, are awaited with `Promise.race`. It settles after 100 ms. When is the work of all three over?',
    answers: [
      { text: 'After 100 ms: the losers are cancelled.', when: [['wall', '==', 100]], why: 'Nothing in JavaScript cancels a promise. The race only stops listening.' },
      { text: 'After 200 ms: the rejection ends it.', when: [['wall', '==', 200]], why: 'The race was decided at 100 ms; what comes later changes nothing in it, and stops nothing either.' },
      { text: 'After 300 ms: the losers run to their ends.', when: [['wall', '==', 300]], why: 'They are simply not listened to any more.' },
    ],
    text: [
      'Promise.race settles with the first that settles, whether it fulfils or rejects.',
      'A race against a timer is a time limit for who waits, and none for the work: the request goes on, with its connection.',
      'Give the work an AbortSignal, such as `AbortSignal.timeout(100)`, where it shall end too.',
      'Where the first to settle rejects, the race rejects, though others might have succeeded; that is what Promise.any is for.',
    ],
    gives: { wall: 300, 'end of main': 100 },
    next: [
      { id: 'failure first', label: 'The failure comes after 50 ms', set: { 'bodies.second[0].timer': 50 }, gives: { 'end of main': 50, wall: 300 }, see: 'The race is over after 50 ms, with a rejection.' },
      { id: 'any', label: 'Promise.any, failure after 50 ms', set: { ...combinedBy('any'), 'bodies.second[0].timer': 50 }, gives: { 'end of main': 100 }, see: 'Promise.any passes over the rejection and takes the result of 100 ms.' },
    ],
  },
  {
    id: 'any',
    question: 'Of three promises the first rejects after 100 ms, the others fulfil after 200 and 300. They are awaited with `Promise.any`. When does the function go on?',
    answers: [
      { text: 'After 100 ms, with the rejection.', when: [['end of main', '==', 100]], why: 'That is Promise.race. Promise.any passes over rejections.' },
      { text: 'After 200 ms, with the first that fulfils.', when: [['end of main', '==', 200]], why: 'The rejection at 100 ms is kept in mind and nothing more.' },
      { text: 'After 300 ms, when all are over.', when: [['end of main', '==', 300]], why: 'It waits for all only where all reject.' },
    ],
    text: [
      'Promise.any takes the first success, and is made for asking several servers of which one is enough.',
      'Only when all have rejected does it reject too, with an AggregateError that holds each error, at the time of the last one.',
      'The others run on here too.',
    ],
    gives: { wall: 300, 'end of main': 200 },
    next: [
      { id: 'all reject', label: 'All reject', set: { 'bodies.second': [{ timer: 200 }, { fail: 'no' }], 'bodies.third': [{ timer: 300 }, { fail: 'no' }] }, gives: { 'end of main': 300 }, see: 'An AggregateError, after the last rejection at 300 ms.' },
      { id: 'race', label: 'Promise.race', set: combinedBy('race'), gives: { 'end of main': 100 }, see: 'The race takes the rejection of 100 ms.' },
    ],
  },
  {
    id: 'unawaited-rejection',
    question: 'Inside a try, a function starts `save()` without awaiting it, and goes on. After 100 ms the save rejects; the function returns after 300 ms. What becomes of the rejection?',
    answers: [
      { text: 'The catch clause handles it: the call stands inside the try.', when: [['outcome finished', '==', 1]], why: 'A try catches what is thrown or awaited inside it. The rejection comes when the block has long been left.' },
      { text: 'It is an unhandled rejection.', when: [['outcome failed', '==', 1]], why: 'Nobody awaits the promise, so nobody is there to catch. Node ends the process for this.' },
      { text: 'The function waits for ever.', when: [['outcome deadlock', '==', 1]], why: 'It does not wait for the save at all, and returns after 300 ms.' },
    ],
    text: [
      'An error of an async function arrives where its promise is awaited, and nowhere else.',
      'A promise that is started and not awaited has nobody to tell: the browser reports an unhandled rejection, Node ends the process.',
      'Await it, also when it is needed only later; or give it a catch of its own at the place where it is started.',
    ],
    gives: { wall: 300, 'end of main': 300, 'outcome failed': 1 },
    next: [
      { id: 'awaited', label: 'Await it in the try', set: { 'tasks[0].do[0].try': [{ spawn: 'save', as: 'saved' }, { timer: 50 }, { join: 'saved' }] }, gives: { 'outcome finished': 1, 'end of main': 350 }, see: 'The rejection arrives at the await, and the catch clause has it.' },
    ],
  },
];
