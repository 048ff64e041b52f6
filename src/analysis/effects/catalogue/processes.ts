import type { Family, Members } from './schema.ts';

// A command may read and write any file and print on the terminal; what it does is its name's affair (see names.ts: git, package managers).
const run: Members = { 'exec execFile spawn fork': { does: 'writes process:$0', returns: 'ChildProcess' }, 'execSync execFileSync spawnSync': 'writes process:$0 | sync' };

const types: Readonly<Record<string, Members>> = {
  ChildProcess: { 'on once off addListener removeListener stdout.on stderr.on stdout.once stderr.once unref ref stdout.setEncoding stderr.setEncoding': 'writes state:$this', '**': 'uses connection:$this' },
};

export const processes: Family = {
  family: 'Child processes',
  packages: [
    { names: ['child_process'], members: run, types },
    { names: ['cross-spawn'], types, members: { 'default spawn': { does: 'writes process:$0', returns: 'ChildProcess' }, 'sync default.sync': 'writes process:$0 | sync' } },
    {
      names: ['execa'],
      members: { 'default execa execaCommand execaNode command $ node execa.command': 'writes process:$0', 'execaSync execaCommandSync sync commandSync $.sync execa.sync': 'writes process:$0 | sync' },
    },
    { names: ['@expo/spawn-async'], members: { default: 'writes process:$0' } },
    { names: ['tinyexec', 'nano-spawn'], members: { 'x exec default': 'writes process:$0' } },
    { names: ['zx'], members: { $: 'writes process:$0', 'cd': 'writes global:process', 'question': 'prompts', 'fetch': 'request $0 $1.method', 'sleep': 'waits', 'echo': 'writes log' } },
    { names: ['shelljs'], members: { 'exec': 'writes process:$0', 'cd': 'writes global:process', 'cat ls find test which pwd': 'reads file:* | sync', '*': 'writes file:* | sync' } },
    {
      names: ['simple-git', 'simple-git/promise'],
      members: { 'default simpleGit gitP new SimpleGit': { does: 'pure', returns: 'SimpleGit' } },
      types: { SimpleGit: { 'cwd env': 'writes state:$this | uses git:$this', outputHandler: 'writes state:$this', '*': 'uses git:$this' } },
    },
    { names: ['isomorphic-git'], members: { '*': 'uses git:*' } },
    { names: ['bullmq', 'bull', 'bee-queue'], members: { 'new Queue new default new Worker new QueueEvents': { does: 'pure', returns: 'Queue' } }, types: { Queue: { 'get* count': 'reads queue:$this', '*': 'writes queue:$this' } } },
    {
      names: ['kafkajs', 'amqplib'],
      members: { 'new Kafka': { does: 'pure', returns: 'Kafka' }, 'connect default.connect': { does: 'writes connection:*', returns: 'Connection' } },
      types: {
        Kafka: { 'producer consumer admin': { does: 'pure', returns: 'Connection' } },
        Connection: { createChannel: { does: 'uses connection:$this', returns: 'Connection' }, 'createConfirmChannel': { does: 'uses connection:$this', returns: 'Connection' }, '*': 'uses connection:$this' },
        Producer: { '*': 'uses connection:$this' }, Consumer: { '*': 'uses connection:$this' }, Admin: { '*': 'uses connection:$this' }, Channel: { '*': 'uses connection:$this' },
      },
    },
  ],
};
