import type { Lesson } from './lesson.ts';

export const scaling: readonly Lesson[] = [
  {
    id: 'uneven-split',
    question: 'Five tasks of 4 ms each run on four cores. A task cannot be split, and keeps its core until it is done. When is the last one done?',
    answers: [
      { text: 'After 5 ms: 20 ms of work on four cores.', when: [['wall', '==', 5]], why: 'Work ÷ cores is a lower bound. It is reached only where the work can be dealt out evenly, in small slices.' },
      { text: 'After 8 ms: one core has two tasks.', when: [['wall', '==', 8]], why: 'Five tasks on four cores need two rounds, and the second round has a single task in it.' },
      { text: 'After 20 ms: the tasks are too few to share.', when: [['wall', '==', 20]], why: 'Four of them do run at the same instant.' },
    ],
    text: [
      'With whole tasks the wall is that of the fullest core, and the fullest has ⌈5 ÷ 4⌉ = 2 tasks: 8 ms, a speed-up of 2.5 instead of 4.',
      'Three cores are idle for the second half, so the cores are busy for 62.5 % of the time.',
      'This is granularity, not Amdahl’s serial part: nothing here must be done alone. Slices of 1 ms, taken in turn, end after 5 ms with all cores busy.',
    ],
    gives: { wall: 8, 'speed-up': 2.5, utilisation: 0.625 },
    next: [
      { id: 'slices', label: 'Turns of 1 ms', set: { quantum: 1 }, gives: { wall: 5, 'speed-up': 4, utilisation: 1 }, see: 'The fifth task shares in all cores: 5 ms, and no core is idle.' },
      { id: 'short tasks', label: 'Tasks of 1 ms', set: { 'tasks[0].do[0].compute': 1 }, gives: { wall: 2, 'speed-up': 2.5, utilisation: 0.625 }, see: 'Shorter tasks alone change nothing: 2 ms, and again 2.5 ×. What counts is how many there are for each core.' },
    ],
    also: [{ id: 'turns of 4 ms', set: { quantum: 4 }, gives: { wall: 8, 'speed-up': 2.5, utilisation: 0.625 } }],
  },
  {
    id: 'serial-part',
    question: 'One tenth of a job must be done alone; the rest divides evenly over any number of cores. How much faster is it on 8 cores than on one?',
    answers: [
      { text: '8 ×: there are eight cores.', when: [['speed-up', '==', 8]], why: 'While the serial part runs, seven of the eight cores have nothing to do.' },
      { text: '7.2 ×: nine tenths of eight.', when: [['speed-up', '==', 7.2]], why: 'The serial part takes as long as ever while the rest shrinks: it becomes a larger and larger share of the wall.' },
      { text: '4.706 ×: the serial tenth is nearly half of what is left.', when: [['speed-up', '==', 80 / 17]], why: 'One tenth stays, nine tenths become 9 ÷ 80: together 17 ÷ 80 of the time on one core.' },
    ],
    text: [
      'The serial part sets the ceiling: 1 ÷ (s + (1 − s) ÷ N), and with s = 10 % never more than 10 × however many cores there are.',
      'On 64 cores it is 8.77 ×, so the last 56 cores bring less than the first eight did.',
      'With s = 5 % the ceiling is 20: 5.93 × on 8 cores, 15.4 × on 64, 19.6 × on 1,024.',
      'Read backwards, a program that gains 4 to 6 × on 8 cores has a serial part of 14.3 to 4.8 %.',
    ],
    gives: { 'speed-up': 80 / 17, 'Amdahl limit': 10, 'serial fraction': 0.1 },
    next: [
      { id: '64 cores', label: '64 cores', set: { cores: 64 }, gives: { 'speed-up': 640 / 73 }, see: '8.77 × from 64 cores: the ceiling of 10 is near.' },
      { id: '5 %', label: 'A serial part of 5 %', set: { 'tasks[0].do[1].map[0].compute': 19 }, gives: { 'speed-up': 160 / 27, 'Amdahl limit': 20 }, see: 'Half the serial part doubles the ceiling to 20, and gives 5.93 × on 8 cores.' },
    ],
    also: [
      { id: '2 cores', set: { cores: 2 }, gives: { 'speed-up': 20 / 11 } },
      { id: '4 cores', set: { cores: 4 }, gives: { 'speed-up': 40 / 13 } },
      { id: '5 % on 64', set: { 'tasks[0].do[1].map[0].compute': 19, cores: 64 }, gives: { 'speed-up': 1280 / 83 } },
      { id: '5 % on 1024', set: { 'tasks[0].do[1].map[0].compute': 19, cores: 1024 }, gives: { 'speed-up': 20_480 / 1043 } },
      { id: '14.3 % on 8', set: { 'tasks[0].do[1].map[0].compute': 6 }, gives: { 'speed-up': 4, 'serial fraction': 1 / 7 } },
      { id: '4.8 % on 8', set: { 'tasks[0].do[1].map[0].compute': 20 }, gives: { 'speed-up': 6, 'serial fraction': 1 / 21 } },
    ],
  },
  {
    id: 'scaled-work',
    question: 'A simulation on 64 cores is serial for 2 % of its running time. Its grid grows with the machine: 64 cores work on 64 times the grid of one. How many times as much is done as by one core in the same time?',
    answers: [
      { text: '28.319 ×: Amdahl’s law.', when: [['speed-up', '==', 3200 / 113]], why: 'Amdahl’s law keeps the work fixed and asks how much sooner it is done. Here the time is fixed, and the work grows.' },
      { text: '62.74 ×: only the serial 2 % are not multiplied.', when: [['speed-up', '==', 62.74]], why: 'Of each run 98 % are done by 64 cores, 2 % by one: 0.02 + 0.98 × 64.' },
      { text: '64 ×: one for each core.', when: [['speed-up', '==', 64]], why: 'While the serial part runs, 63 cores have nothing to do.' },
    ],
    text: [
      'Gustafson’s law is Amdahl’s with another question: not how much sooner a fixed job is done, but how much more can be done in the time there is.',
      'With a serial part of 2 % of the time, 64 cores do 62.74 times as much.',
      'For the fixed job the same 2 % allow 28.3 ×, so it matters which of the two somebody means by speed-up.',
    ],
    gives: { 'speed-up': 62.74, wall: 50 },
    next: [
      { id: 'fixed work', label: 'The grid of one core', set: { 'tasks[0].do[1].map[0].compute': 0.765625 }, gives: { 'speed-up': 3200 / 113 }, see: 'The same cores on a fixed grid: 28.3 ×, and the serial part is more than half of the wall.' },
      { id: '16 cores', label: '16 cores and their grid', set: { cores: 16, 'tasks[0].do[1].count': 16 }, gives: { 'speed-up': 15.7, wall: 50 }, see: 'A quarter of the machine does a quarter of the work in the same time: 15.7 ×.' },
    ],
  },
  {
    id: 'map-reduce',
    question: 'A MapReduce job has 16 maps of 4 ms, a shuffle of 8 ms that is done alone, and 4 reduces of 4 ms. However many cores there are, how much faster than on one core can it become?',
    answers: [
      { text: '5.5 ×: the work divided by the longest chain.', when: [['parallelism', '==', 5.5]], why: 'One map, the shuffle and one reduce must follow one another: 16 ms of the 88.' },
      { text: '11 ×: the shuffle is 8 of 88 ms.', when: [['parallelism', '==', 11]], why: 'That is what Amdahl’s law says of the serial fraction alone. A map cannot be cut in two, so a map and a reduce lie on every chain too.' },
      { text: '16 ×: there are 16 maps.', when: [['parallelism', '==', 16]], why: 'The maps are only the first stage; the shuffle waits for all of them.' },
    ],
    text: [
      'Work is the sum of everything, 88 ms; span is the longest chain that needs one step after the other, 4 + 8 + 4 = 16 ms. No machine is faster than the span.',
      'It is the span that bounds the wall, not the longest task: no task here is longer than 8 ms.',
      'On 1, 2, 3, 4, 8 and 16 cores the job takes 88, 48, 40, 28, 20 and 16 ms, and on 32 still 16.',
    ],
    gives: { wall: 28, work: 88, span: 16, parallelism: 5.5, 'Amdahl limit': 11 },
    next: [
      { id: '16 cores', label: '16 cores', set: { cores: 16 }, gives: { wall: 16 }, see: 'The span is reached: 16 ms.' },
      { id: '32 cores', label: '32 cores', set: { cores: 32 }, gives: { wall: 16 }, see: 'Sixteen more cores bring nothing.' },
    ],
    also: [
      { id: '1 core', set: { cores: 1 }, gives: { wall: 88 } }, { id: '2 cores', set: { cores: 2 }, gives: { wall: 48 } },
      { id: '3 cores', set: { cores: 3 }, gives: { wall: 40 } }, { id: '8 cores', set: { cores: 8 }, gives: { wall: 20 } },
    ],
  },
  {
    id: 'switch-cost',
    question: 'Ten tasks of 10 ms take turns of 1 ms on one core. Changing from one task to another costs 0.1 ms. When is everything done?',
    answers: [
      { text: 'After 100 ms: turns cost nothing.', when: [['wall', '==', 100]], why: 'Taking turns leaves the work as it is only where changing is free.' },
      { text: 'After 109.9 ms: there are 99 changes.', when: [['wall', '==', 109.9]], why: 'A hundred turns have 99 changes between them, at 0.1 ms each.' },
      { text: 'After 200 ms: half of the time goes into changing.', when: [['wall', '==', 200]], why: 'A change costs a tenth of a turn here, not a whole one.' },
    ],
    text: [
      'The shorter the turn, the sooner everybody gets one, and the more is spent on changing: 9.0, 4.7, 1.9 and 0.9 % of the time at turns of 1, 2, 5 and 10 ms.',
      'That is why “several tasks on one core are exactly as fast as one after the other” holds only where switches are free and nothing waits.',
      'An event loop changes between callbacks of one thread, which costs far less than changing threads.',
    ],
    gives: { wall: 109.9, switches: 99, 'overhead share': 9.9 / 109.9 },
    next: [
      { id: 'turns of 5', label: 'Turns of 5 ms', set: { quantum: 5 }, gives: { wall: 101.9, switches: 19, 'overhead share': 1.9 / 101.9 }, see: '19 changes: 1.9 % of the time.' },
      { id: 'free', label: 'Free changes', set: { switchCost: 0 }, gives: { wall: 100 }, see: 'Only now are turns free.' },
    ],
    also: [
      { id: 'turns of 2', set: { quantum: 2 }, gives: { wall: 104.9, switches: 49, 'overhead share': 4.9 / 104.9 } },
      { id: 'turns of 10', set: { quantum: 10 }, gives: { wall: 100.9, switches: 9, 'overhead share': 0.9 / 100.9 } },
    ],
  },
  {
    id: 'coordination',
    question: 'A job takes 100 ms alone, 2 ms of it serial. The rest divides evenly, and then each further worker costs 2 ms to agree with. Seven workers need 28 ms. What do ten need?',
    answers: [
      { text: 'Less than 28 ms: more workers, smaller shares.', when: [[{ of: 'wall', in: 'ten' }, '<', 28]], why: 'The shares shrink from 14 to 9.8 ms, and agreeing grows from 12 to 18.' },
      { text: 'Just 28 ms: the ceiling is reached.', when: [[{ of: 'wall', in: 'ten' }, '==', 28]], why: 'A serial part alone would give a ceiling. What grows with every worker gives a peak, and beyond it a way down.' },
      { text: 'More than 28 ms: agreeing costs more than the shares save.', when: [[{ of: 'wall', in: 'ten' }, '>', 28]], why: '2 + 9.8 + 18 = 29.8 ms: each worker above seven costs more than it brings.' },
    ],
    text: [
      'Coordination that each has with every other grows with the square of their number, and then more is slower: this is the retrograde part of the Universal Scalability Law (Gunther).',
      'Measured against 100 ms alone, two workers give 1.89 ×, four 3.08 ×, seven 3.57 ×, eight 3.54 × and ten 3.36 ×: the peak is at seven.',
      'So all cores busy all the time is not the most throughput. At ten the cores have more to do than at seven, and less comes of it.',
    ],
    gives: { wall: 28 },
    next: [
      { id: 'ten', label: 'Ten workers', set: { cores: 10, 'tasks[0].do[1].count': 10, 'tasks[0].do[1].map[0].compute': 9.8, 'tasks[0].do[2].loop': 9 }, gives: { wall: 29.8 }, see: '29.8 ms: three workers more, and later.' },
      { id: 'four', label: 'Four workers', set: { cores: 4, 'tasks[0].do[1].count': 4, 'tasks[0].do[1].map[0].compute': 24.5, 'tasks[0].do[2].loop': 3 }, gives: { wall: 32.5 }, see: '32.5 ms: below the peak more workers still help.' },
    ],
    also: [
      { id: 'two', set: { cores: 2, 'tasks[0].do[1].count': 2, 'tasks[0].do[1].map[0].compute': 49, 'tasks[0].do[2].loop': 1 }, gives: { wall: 53 } },
      { id: 'eight', set: { cores: 8, 'tasks[0].do[1].count': 8, 'tasks[0].do[1].map[0].compute': 12.25, 'tasks[0].do[2].loop': 7 }, gives: { wall: 28.25 } },
    ],
  },
  {
    id: 'list-scheduling',
    question: 'Nine tasks of 3, 2, 2, 2, 4, 4, 4, 4 and 9 ms run on three cores in 12 ms; the last needs the first, four others need the fourth. A free core always takes the first task in the list that is ready. What does a fourth core do?',
    answers: [
      { text: 'It is faster: more cores never hurt.', when: [[{ of: 'wall', in: 'four cores' }, '<', 12]], why: 'A core that is free earlier takes another task earlier, and that can be the wrong one.' },
      { text: 'It changes nothing: the longest chain decides, and takes 12 ms.', when: [[{ of: 'wall', in: 'four cores' }, '==', 12]], why: 'The chain of 3 and 9 ms does take 12. With four cores the 9 ms begin later than that chain needs.' },
      { text: 'It is slower.', when: [[{ of: 'wall', in: 'four cores' }, '>', 12]], why: 'The four tasks of 4 ms start earlier, take all cores, and the task of 9 ms, on which everything depends, starts at 6 ms: 15 ms in all.' },
    ],
    text: [
      'Greedy scheduling takes what is ready and knows nothing of what is urgent.',
      'Graham showed in 1969 that more cores, shorter tasks or fewer constraints can each make such a schedule longer, though never beyond twice the best one.',
      'Here three cores take 12 ms, four take 15, and three cores with every task 1 ms shorter take 13.',
      'So never assume that a larger machine is at least not slower: run it.',
    ],
    gives: { wall: 12 },
    next: [
      { id: 'four cores', label: 'A fourth core', set: { cores: 4 }, gives: { wall: 15 }, see: 'T5 to T8 fill all four cores at 2 ms, and T9 waits until 6.' },
      { id: 'shorter tasks', label: 'All tasks 1 ms shorter', set: Object.fromEntries([2, 1, 1, 1, 3, 3, 3, 3, 8].map((time, task) => [`tasks[${task}].do[${task < 4 ? 0 : 1}].compute`, time])), gives: { wall: 13 }, see: 'Less work on the same three cores: 13 ms instead of 12.' },
    ],
    beside: 'four cores',
  },
];
