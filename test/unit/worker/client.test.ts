import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import { WorkerClient, WorkerFailure } from '../../../src/worker/client.ts';
import type { Outline, Source } from '../../../src/worker/messages.ts';

/** A worker that does what the text says, in place of the analysis. */
const script = `
const { parentPort } = require('node:worker_threads');
let asked = 0;
parentPort.on('message', ({ id, type, ask: { source: { text } } }) => {
  asked++;
  if (text === 'hang' || (text === 'much to mend' && type === 'fixes')) for (;;);
  if (text === 'crash') process.exit(3);
  if (text === 'throw') setImmediate(() => { throw new Error('lost'); });
  else if (text === 'memory') { const all = []; for (;;) all.push(new Array(100_000).fill(all.length)); }
  else if (text === 'error') parentPort.postMessage({ id, error: 'cannot be' });
  else setTimeout(() => parentPort.postMessage({ id, answer: { functions: [], leftOut: [], errors: [{ line: asked, column: 1, message: text }] } }), text === 'slow' ? 50 : 0);
});`;

let started = 0;
let client: WorkerClient | undefined;

function make(timeLimitMs = 5000): WorkerClient {
  started = 0;
  client = new WorkerClient(() => {
    started++;
    return new Worker(script, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 16 } });
  }, timeLimitMs);
  return client;
}

afterEach(() => client?.dispose());

function sourceOf(text: string): Source {
  return { path: '/a.ts', text, disk: null, settings: { durations: {}, thresholdMs: 1, types: true, catalogue: [], limit: 8, helper: null } };
}

async function outline(asking: WorkerClient, text: string, key = text): Promise<string | undefined> {
  const answer: Outline | undefined = await asking.ask('outline', key, { source: sourceOf(text) });
  return answer?.errors.map(({ line, message }) => `${line} ${message}`).join();
}

describe('the worker', () => {
  test('starts at the first question, once', async () => {
    const asking = make();
    expect(started).toBe(0);
    expect(await Promise.all([outline(asking, 'one'), outline(asking, 'two')])).toEqual(['1 one', '2 two']);
    expect(started).toBe(1);
  });

  test('is never asked a question that a later one superseded', async () => {
    const asking = make();
    const slow = outline(asking, 'slow', 'other');
    const answers = await Promise.all([outline(asking, 'a', 'doc'), outline(asking, 'b', 'doc'), outline(asking, 'c', 'doc')]);
    expect(answers).toEqual([undefined, undefined, '2 c']);
    expect(await slow).toBe('1 slow');
  });

  test('drops the answer to a question superseded while it was at work', async () => {
    const asking = make();
    const first = outline(asking, 'slow', 'doc');
    const second = outline(asking, 'fast', 'doc');
    expect(await first).toBeUndefined();
    expect(await second).toBe('2 fast');
  });

  test.each([
    ['hang', 'longer than 2 seconds'],
    ['crash', 'exit code 3'],
    ['throw', 'lost'],
    ['memory', 'more memory'],
  ])('that does %s is replaced, and only that question fails', async (text, reason) => {
    const asking = make(text === 'hang' ? 2000 : 20_000);
    const failed = outline(asking, text);
    const next = outline(asking, 'next');
    await expect(failed).rejects.toThrow(reason);
    await expect(failed).rejects.toBeInstanceOf(WorkerFailure);
    expect(await next).toBe('1 next');
    expect(started).toBe(2);
  });

  test('is not given a text again that ended it', async () => {
    const asking = make();
    await expect(outline(asking, 'crash', 'lens')).rejects.toThrow('exit code 3');
    await expect(outline(asking, 'crash', 'panel')).rejects.toThrow('exit code 3');
    expect(started).toBe(1);
    expect(await outline(asking, 'mended', 'lens')).toBe('1 mended');
  });

  test('is still asked other things of a text of which one took too long', async () => {
    const asking = make(500);
    const ask = { source: sourceOf('much to mend') };
    await expect(asking.ask('fixes', 'mend', ask)).rejects.toThrow('longer than');
    expect(await outline(asking, 'much to mend')).toBe('1 much to mend');
    await expect(asking.ask('fixes', 'mend', ask)).rejects.toThrow('longer than');
    expect(started).toBe(2);
  });

  test('that reports an error stays', async () => {
    const asking = make();
    await expect(outline(asking, 'error')).rejects.toThrow('cannot be');
    expect(await outline(asking, 'next')).toBe('2 next');
    expect(started).toBe(1);
  });

  test('that cannot be started fails the question', async () => {
    const asking = new WorkerClient(() => {
      throw new Error('no such file');
    }, 1000);
    await expect(outline(asking, 'one')).rejects.toThrow('no such file');
  });

  test('ends with the client, and nobody is left waiting', async () => {
    const asking = make();
    const answers = [outline(asking, 'hang'), outline(asking, 'waiting')];
    asking.dispose();
    expect(await Promise.all(answers)).toEqual([undefined, undefined]);
    expect(await outline(asking, 'late')).toBeUndefined();
    expect(started).toBe(1);
  });
});
