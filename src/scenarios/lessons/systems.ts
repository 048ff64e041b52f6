import type { Lesson } from './lesson.ts';

export const systems: readonly Lesson[] = [
  {
    id: 'kitchen',
    question: 'One cook prepares three dishes of three steps, 1 ms a step, and does one step of each dish in turn. When is the last dish done?',
    answers: [
      { text: 'After 3 ms: all dishes are cooked at once.', when: [['wall', '==', 3]], why: 'All are under way at once, and one pair of hands does one step at an instant.' },
      { text: 'After 9 ms: nine steps, one cook.', when: [['wall', '==', 9]], why: 'Turning from dish to dish changes which dish is done first, not how many steps there are.' },
      { text: 'After 27 ms: each dish waits for the others.', when: [['wall', '==', 27]], why: 'While one dish waits the cook works on another, so no time is lost.' },
    ],
    text: [
      'One cook who turns from dish to dish is concurrency: A B C A B C A B C.',
      'Three cooks at three stoves are parallelism: each dish takes its 3 ms, at the same instant.',
      'The turns pay off only when a dish has to simmer, that is, where there is a wait which the cook can use for another dish.',
    ],
    gives: { wall: 9, 'speed-up': 1, 'end of A': 7, 'end of B': 8, 'end of C': 9 },
    next: [
      { id: 'three cooks', label: 'Three cooks', set: { cores: 3 }, gives: { wall: 3, 'speed-up': 3 }, see: 'Three dishes at the same instant: 3 ms.' },
      { id: 'simmer', label: 'Let the second step simmer', set: { 'bodies.dish': [{ compute: 1 }, { io: 2, label: 'simmer' }, { compute: 1 }] }, gives: { wall: 6 }, see: 'While one dish simmers, the cook works on the next: 6 ms for three dishes of 4 ms each.' },
    ],
  },
  {
    id: 'coffee-shop',
    question: 'Four lattes are ordered. Each takes 5 s for the order, 25 s in the espresso machine, of which there is one, and 10 s to steam the milk. A barista who uses the machine’s time for other lattes is done with all four after 115 s. How long do four baristas need?',
    answers: [
      { text: '40 s: each makes one latte.', when: [[{ of: 'wall', in: 'four baristas' }, '==', 40]], why: 'All four want the espresso machine, and it takes one latte at a time.' },
      { text: '115 s: the machine decides.', when: [[{ of: 'wall', in: 'four baristas' }, '==', 115]], why: 'Four espressos take 100 s in one machine; before them stands one order, after them one steaming.' },
      { text: '29 s: a quarter.', when: [[{ of: 'wall', in: 'four baristas' }, '<', 30]], why: 'The work of hands is shared by four, the work of the machine is not.' },
    ],
    text: [
      'One barista who waits beside the machine needs 160 s; one who overlaps, 115, with the lattes out after 40, 65, 90 and 115 s.',
      'Four baristas need 115 s as well: each of them is busy for 13 % of it, the machine for 87 %.',
      'The bottleneck is what has to be widened. A second machine brings 65 s, four of them 40.',
    ],
    gives: { wall: 115, 'end of latte 1': 40, 'end of latte 2': 65, 'end of latte 3': 90, 'end of latte 4': 115 },
    next: [
      { id: 'four baristas', label: 'Four baristas', set: { model: 'threads', cores: 4 }, gives: { wall: 115, utilisation: 15 / 115, 'use of espresso machine': 100 / 115 }, see: '115 s again, and the baristas stand in line.' },
      { id: 'two machines', label: 'Four baristas, two machines', set: { model: 'threads', cores: 4, 'resources.espresso machine.capacity': 2 }, gives: { wall: 65 }, see: '65 s: the bottleneck is twice as wide.' },
    ],
    also: [
      { id: 'one at a time', set: { model: 'blocking' }, gives: { wall: 160 } },
      { id: 'four machines', set: { model: 'threads', cores: 4, 'resources.espresso machine.capacity': 4 }, gives: { wall: 40 } },
    ],
    beside: 'four baristas',
  },
  {
    id: 'thread-per-request',
    question: 'A server gives each of a hundred requests a thread of its own, on one core, where changing threads costs 0.05 ms. Each computes 1 ms, waits 98 ms, computes 1 ms. An event loop needs 200 ms. And the threads?',
    answers: [
      { text: '209.95 ms: the same, and the changes.', when: [['wall', '==', 209.95]], why: 'Threads overlap their waits as well. There are 199 changes of 0.05 ms more.' },
      { text: '10 s: each thread blocks.', when: [['wall', '==', 10_000]], why: 'A thread that blocks is parked by the system, and the core goes to another. Only where there is a single thread does everything stop.' },
      { text: '100 ms: a hundred threads work at the same instant.', when: [['wall', '==', 100]], why: 'There is one core, and 200 ms to compute.' },
    ],
    text: [
      'Blocking a thread is not blocking the core: the system gives the core to the next thread that is ready.',
      'What threads cost is changing between them, 5 % here, and a stack each: 100 MB at 1 MB, 800 MB at 8 MB, against one stack and a hundred small objects.',
      'For a hundred requests that is nothing; for a hundred thousand it is what decides.',
    ],
    gives: { wall: 209.95, switches: 199, memory: 100_000_000 },
    next: [
      { id: 'free', label: 'Free changes', set: { switchCost: 0 }, gives: { wall: 200 }, see: '200 ms: without the changes threads are as fast as the loop.' },
      { id: 'large stacks', label: 'Stacks of 8 MB', set: { bytesPerTask: 8_000_000 }, gives: { wall: 209.95, memory: 800_000_000 }, see: '800 MB are reserved; the time is the same.' },
    ],
    also: [{ id: 'event loop', set: { model: 'event-loop', bytesPerTask: 500 }, gives: { wall: 200, memory: 1_050_000 } }],
  },
  {
    id: 'loop-per-core',
    question: 'A hundred requests that compute 1 ms, wait 98 ms and compute 1 ms take one event loop 200 ms. They are dealt to two loops on two cores. How long now?',
    answers: [
      { text: '100 ms: half.', when: [['wall', '==', 100]], why: 'The computing is halved. A wait of 98 ms is as long as it was.' },
      { text: '149 ms: the computing is halved, the wait is not.', when: [['wall', '==', 149]], why: 'Each loop starts 50 requests in 50 ms; the last of them is back 98 ms later and computes 1 ms more.' },
      { text: '200 ms: waiting cannot be sped up.', when: [['wall', '==', 200]], why: 'One loop was busy the whole 200 ms, so it was computing that set the time.' },
    ],
    text: [
      'A loop for each core puts both together: concurrency for the waits, parallelism for the computing.',
      'One, two and four loops need 200, 149 and 124 ms, with a mean latency of 150.5, 124.5 and 112 ms.',
      'What is left is the wait itself, 100 ms for each request, and no number of cores shortens it.',
    ],
    gives: { wall: 149, 'mean latency': 124.5 },
    next: [
      { id: 'four loops', label: 'Four loops', set: { cores: 4 }, gives: { wall: 124, 'mean latency': 112 }, see: '124 ms: the wait is most of it.' },
      { id: 'one loop', label: 'One loop', set: { cores: 1 }, gives: { wall: 200, 'mean latency': 150.5 }, see: '200 ms: all of it is computing.' },
    ],
  },
  {
    id: 'load-balancer',
    question: 'Requests of 10, 1, 1, 1, 10, 1, 1 and 1 ms reach four servers. A balancer deals them out in turn: 1, 2, 3, 4, 1, 2, 3, 4. When is the last one answered?',
    answers: [
      { text: 'After 20 ms: both long ones get the same server.', when: [['wall', '==', 20]], why: 'The first and the fifth are long, and both go to server 1, while the other three are idle after 2 ms.' },
      { text: 'After 11 ms: a long one behind a short one.', when: [['wall', '==', 11]], why: 'That is what one common queue gives, where a server takes the next request when it is free.' },
      { text: 'After 7 ms: 26 ms on four servers, evenly.', when: [['wall', '<', 10]], why: 'A request of 10 ms takes 10 ms on any number of servers.' },
    ],
    text: [
      'Dealing in turn is fair by count and blind to size: long requests meet at one server while others are idle.',
      'One queue for all servers answers the last request after 11 ms instead of 20, and the mean latency is 3.875 ms instead of 4.875.',
      'Supermarkets with one line for all tills do the same.',
    ],
    gives: { wall: 20, 'mean latency': 4.875 },
    next: [
      { id: 'one queue', label: 'One queue for all', set: { balancer: 'one-queue' }, gives: { wall: 11, 'mean latency': 3.875 }, see: 'The second long request goes to a server that is free: 11 ms.' },
      { id: 'two servers', label: 'Two servers, one queue', set: { balancer: 'one-queue', cores: 2 }, gives: { wall: 13 }, see: 'Half of the servers with a good queue beat all of them with a bad deal.' },
    ],
  },
  {
    id: 'connection-pool',
    question: 'Ten queries of 100 ms are started together with `Promise.all`. The pool has 4 database connections. When are all results there?',
    answers: [
      { text: 'After 100 ms: Promise.all runs them all at once.', when: [['wall', '==', 100]], why: 'All ten are started, and six of them wait for a connection before they wait for the database.' },
      { text: 'After 250 ms: 1,000 ms divided by 4.', when: [['wall', '==', 250]], why: 'A query cannot be split, so the last round has two queries in it and takes as long as a full one.' },
      { text: 'After 300 ms: three rounds.', when: [['wall', '==', 300]], why: 'Four, four and two: ⌈10 ÷ 4⌉ = 3 rounds of 100 ms.' },
    ],
    text: [
      'A pool is a semaphore: it lets k through, and the rest wait.',
      'Pools of 1, 2, 3, 4, 5 and 10 need 1,000, 500, 400, 300, 200 and 100 ms for ten queries.',
      'Three connections and four differ by a round, four and six hardly at all: whole rounds count.',
      'Promise.all hides the pool: the code says ten at once, and the database sees four.',
    ],
    gives: { wall: 300 },
    next: [
      { id: 'pool of 5', label: 'A pool of 5', set: { 'resources.pool.permits': 5 }, gives: { wall: 200 }, see: 'Two full rounds: 200 ms.' },
      { id: 'pool of 10', label: 'A pool of 10', set: { 'resources.pool.permits': 10 }, gives: { wall: 100 }, see: 'All at once: 100 ms, if the database can serve them so.' },
    ],
    also: [[1, 1000], [2, 500], [3, 400]].map(([permits = 0, wall = 0]) => ({ id: `pool of ${permits}`, set: { 'resources.pool.permits': permits }, gives: { wall } })),
  },
  {
    id: 'scatter-gather',
    question: 'A search asks four shards at once; they answer after 30, 50, 20 and 40 ms. Merging takes 5 ms. When is the result there?',
    answers: [
      { text: 'After 40 ms: the mean of the shards, and the merge.', when: [['wall', '==', 40]], why: 'The merge needs all four answers, also that of the slowest.' },
      { text: 'After 55 ms: the slowest shard, then the merge.', when: [['wall', '==', 55]], why: 'All wait at the same time, so only the longest wait counts.' },
      { text: 'After 145 ms: all shards, one after the other.', when: [['wall', '==', 145]], why: 'That is the loop with an await in it, and it takes 2.64 times as long.' },
    ],
    text: [
      'Asked at the same time, the shards take as long as the slowest of them: 50 ms, and 5 for the merge.',
      'One after the other it would be 145 ms, so asking at once is 2.64 × as fast.',
      'The slowest shard is all that matters: making the other three faster gains nothing.',
    ],
    gives: { wall: 55, 'elapsed serial': 145, 'speed-up': 145 / 55 },
    next: [
      { id: 'slowest faster', label: 'The slowest takes 40 ms', set: { 'tasks[0].do[0].all[1].io': 40 }, gives: { wall: 45 }, see: '10 ms less at the slowest are 10 ms less in all.' },
      { id: 'others faster', label: 'The others take 10 ms', set: { 'tasks[0].do[0].all[0].io': 10, 'tasks[0].do[0].all[2].io': 10, 'tasks[0].do[0].all[3].io': 10 }, gives: { wall: 55 }, see: 'Three fast shards, and nothing gained.' },
    ],
  },
  {
    id: 'slow-shard',
    question: 'A shard answers within 1 ms in 99 of 100 cases, and within 100 ms otherwise. A search asks 100 shards at once and waits for all. How long does it take in the middle case, the median of many searches?',
    answers: [
      { text: '1 ms: slow answers are rare.', when: [['median latency', '==', 1]], why: 'They are rare at one shard. Among a hundred there is nearly always one: the chance that all are quick is 0.99¹⁰⁰, 36.6 %.' },
      { text: 'About 2 ms: the mean of a shard.', when: [['median latency', '>', 1], ['median latency', '<', 10]], why: 'The mean of a shard is 1.99 ms, but the search waits for the slowest of a hundred, and no shard ever takes 2 ms.' },
      { text: '100 ms: one of the hundred is slow.', when: [['median latency', '==', 100]], why: 'The chance that at least one of a hundred is slow is 1 − 0.99¹⁰⁰ = 63.4 %, more than half.' },
    ],
    text: [
      'What is a rare case for one server is the usual case for who asks a hundred: 63.4 % of the searches meet at least one answer beyond its p99.',
      'So the tail of each server decides, not its median.',
      'The 200 searches here are drawn by a seeded generator: another seed gives other searches and the same median.',
    ],
    gives: { wall: 100, 'median latency': 100, 'longest latency': 100 },
    next: [
      { id: 'ten shards', label: 'Ask 10 shards', set: { 'tasks[0].do[0].count': 10 }, gives: { 'median latency': 1 }, see: 'Of ten shards one is slow in 9.6 % of the searches; the median is 1 ms.' },
      { id: 'another seed', label: 'Another seed', set: { seed: 2 }, gives: { 'median latency': 100 }, see: 'Other searches are slow, and the median is the same.' },
    ],
  },
  {
    id: 'near-full',
    question: 'Requests come to one server at random and take 1 ms each on average. When the server is busy half of the time, an answer takes 2 ms on average, its wait included. What is it when the server is busy for 90 % of the time?',
    answers: [
      { text: 'Less than 4 ms: 1.8 times the load.', when: [[{ of: 'mean latency', in: '90 % busy' }, '<', 4]], why: 'The wait does not grow with the load, but with what is left free: from a half to a tenth.' },
      { text: 'More than 6 ms.', when: [[{ of: 'mean latency', in: '90 % busy' }, '>', 6]], why: 'In the long run it is 1 ÷ (1 − 0.9) = 10 ms against 1 ÷ (1 − 0.5) = 2: five times as long.' },
    ],
    text: [
      'A queue forms because requests come in bunches, and time in which the server was idle cannot be used later.',
      'For random arrivals and random sizes the mean time in the system is 1 ÷ (1 − utilisation) of the service time: 2, 5 and 10 at 50, 80 and 90 %, and without bound as it nears 100 %.',
      'A machine that is always busy is therefore not the one with the best service, and the free part of it is not waste.',
      'The 20,000 requests here are drawn by a seeded generator: the mean wanders around the formula, the more so the fuller the server is.',
    ],
    gives: { 'outcome finished': 1, wall: 39_314.486, 'mean latency': 1.9745158 },
    next: [
      { id: '90 % busy', label: 'A request every 1.111 ms', set: { 'tasks[0].arrives.poisson': 1.111 }, gives: { 'outcome finished': 1, wall: 21_845.064, 'mean latency': 12.4917483 }, see: 'Four fifths more load, and the mean latency is about five times as long.' },
      { id: '80 % busy', label: 'A request every 1.25 ms', set: { 'tasks[0].arrives.poisson': 1.25 }, gives: { 'outcome finished': 1, wall: 24_576.023, 'mean latency': 5.5816923 }, see: 'At 80 % it is about 5 ms: the knee of the curve lies before it.' },
    ],
  },
  {
    id: 'in-flight',
    question: 'A service has 100,000 requests in flight at all times, and each takes 100 ms. How many does it answer in a second?',
    answers: [
      { text: '100,000 per second.', when: [['throughput per second', '==', 100_000]], why: 'They are replaced ten times in a second, since each stays only a tenth of it.' },
      { text: '1,000,000 per second.', when: [['throughput per second', '==', 1_000_000]], why: 'In flight = rate × time, so the rate is 100,000 ÷ 0.1 s.' },
      { text: '10,000,000 per second.', when: [['throughput per second', '==', 10_000_000]], why: 'For that each would have to be done within 10 ms.' },
    ],
    text: [
      'Little’s law: what is in flight on average is the rate of arrivals times the mean time in the system, whatever the order or the distribution.',
      'Any two of the three give the third. A million a second at 100 ms are 100,000 in flight, and so many stacks, sockets or objects have to be kept.',
      'It also gives the size of pools: 200 requests a second that hold a connection for 50 ms hold 10 of them on average.',
    ],
    gives: { wall: 100, 'throughput per second': 1_000_000, 'mean in system': 100_000 },
    next: [
      { id: 'faster', label: 'Each takes 10 ms', set: { 'tasks[0].do[0].io': 10 }, gives: { 'throughput per second': 10_000_000, 'mean in system': 100_000 }, see: 'As many in flight, each for a tenth of the time: ten times the rate.' },
      { id: 'fewer', label: '10,000 in flight', set: { 'tasks[0].count': 10_000 }, gives: { 'throughput per second': 100_000, 'mean in system': 10_000 }, see: 'A tenth in flight is a tenth of the rate.' },
    ],
  },
  {
    id: 'two-million-connections',
    question: 'A chat server holds 2,000,000 connections that wait, each with a fibre whose stack takes 8 kB. How much memory is that?',
    answers: [
      { text: '16 GB.', when: [['memory', '>', 15_900_000_000], ['memory', '<', 16_100_000_000]], why: 'Two million times 8 kB; with 2 kB, as a goroutine begins, it is 4 GB.' },
      { text: '160 MB.', when: [['memory', '<', 1_000_000_000]], why: 'That is 80 bytes a connection, less than the socket’s own structures take.' },
      { text: '4 TB.', when: [['memory', '>', 1_000_000_000_000]], why: 'So much address space would be reserved by threads with stacks of 2 MB.' },
    ],
    text: [
      'Fibres of 2 to 8 kB need 4 to 16 GB for two million connections, and 2 to 8 GB for one million.',
      'Threads with stacks of 0.5 to 2 MB would reserve 1 to 4 TB of address space; resident is far less, and the tables of the kernel come on top.',
      'Fibres and goroutines are not threads of the system: many of them run on a few threads, and their stacks begin small and grow.',
      'Time is not the difference: all waits pass together in either case.',
    ],
    gives: { wall: 1000, memory: 16_001_000_000 },
    next: [
      { id: 'small fibres', label: 'Fibres of 2 kB', set: { bytesPerTask: 2000 }, gives: { memory: 4_001_000_000 }, see: '4 GB.' },
      { id: 'threads', label: 'Threads with 2 MB', set: { model: 'threads', bytesPerTask: 2_000_000 }, gives: { memory: 4_000_000_000_000 }, see: '4 TB of address space.' },
    ],
    also: [
      { id: 'threads of 0.5 MB', set: { model: 'threads', bytesPerTask: 500_000 }, gives: { memory: 1_000_000_000_000 } },
      { id: 'a million of 8 kB', set: { 'tasks[0].count': 1_000_000 }, gives: { memory: 8_001_000_000 } },
      { id: 'a million of 2 kB', set: { 'tasks[0].count': 1_000_000, bytesPerTask: 2000 }, gives: { memory: 2_001_000_000 } },
    ],
  },
  {
    id: 'encoder',
    question: 'A video encoder does 2 % of its work serially, and the rest on any number of cores. It is said to be 50 to 60 times as fast on 64 cores. How much is it?',
    answers: [
      { text: '64 ×: one for each core.', when: [['speed-up', '==', 64]], why: 'During the serial 2 % of the work 63 cores are idle, and those 2 % are 57 % of the wall.' },
      { text: 'More than 50 ×.', when: [['speed-up', '>', 50]], why: 'For 50 × the serial part must be at most 0.444 %, for 60 × at most 0.106 %.' },
      { text: '28.319 ×.', when: [['speed-up', '==', 3200 / 113]], why: 'By Amdahl’s law 1 ÷ (0.02 + 0.98 ÷ 64).' },
    ],
    text: [
      'A serial part of 2 % leaves 28.3 × of 64 cores, one of 1 % leaves 39.3 ×.',
      'The claim “below 2 % serial, 50 to 60 times on 64 cores” is wrong: 50 × needs 0.444 %, and 60 × needs 0.106 %.',
      'Only if the video grows with the machine do 2 % give 62.7 ×, which is Gustafson’s question and not Amdahl’s.',
    ],
    gives: { wall: 113, 'speed-up': 3200 / 113, 'serial fraction': 0.02 },
    next: [
      { id: '1 %', label: 'A serial part of 1 %', set: { 'tasks[0].do[1].map[0].compute': 99 }, gives: { 'speed-up': 6400 / 163, 'serial fraction': 0.01 }, see: '39.3 ×: half the serial part, and still far from 64.' },
      { id: '50 times', label: 'A serial part of 0.444 %', set: { 'tasks[0].do[1].map[0].compute': 224 }, gives: { 'speed-up': 50 }, see: 'Exactly 50 ×.' },
      { id: '60 times', label: 'A serial part of 0.106 %', set: { 'tasks[0].do[1].map[0].compute': 944 }, gives: { 'speed-up': 60 }, see: 'Exactly 60 ×: the serial part is about a thousandth.' },
    ],
  },
];
