import { describe, expect, test } from 'vitest';
import { WorkerFailure, type Asked } from '../../../src/worker/client.ts';
import type { Outline, Requests, RequestType, Source } from '../../../src/worker/messages.ts';
import { Tiers } from '../../../src/worker/tiers.ts';

/** A worker that notes what it is asked, and answers with its own name. */
class Fake implements Asked {
  readonly asked: string[] = [];
  readonly #name: string;
  readonly #refinable: boolean;
  failing = false;
  superseding = false;

  constructor(name: string, refinable: boolean) {
    this.#name = name;
    this.#refinable = refinable;
  }

  ask<T extends RequestType>(type: T, _key: string, ask: Requests[T]['ask']): Promise<Requests[T]['answer'] | undefined> {
    this.asked.push(`${type} ${ask.source.text}`);
    if (this.failing) return Promise.reject(new WorkerFailure('no'));
    if (this.superseding) return Promise.resolve(undefined);
    const outline: Outline = { functions: [], errors: [], leftOut: [{ place: { start: 0, end: 0, line: 1, column: 1 }, message: this.#name }], refinable: this.#refinable };
    return Promise.resolve(outline as Requests[T]['answer']);
  }
}

function source(text: string, filesVersion = 1, types = true): Source {
  return { path: 'a.ts', text, disk: { root: '/p', filesVersion }, settings: { durations: {}, thresholdMs: 1, types, catalogue: [], limit: 8, helper: null } };
}

function make({ refinable = true, wanted = true } = {}) {
  const first = new Fake('first', refinable);
  const second = new Fake('second', false);
  const tiers = new Tiers(first, second);
  const refined: string[] = [];
  const listening = tiers.onDidRefine(({ text }) => refined.push(text));
  const who = async (text: string, filesVersion?: number): Promise<string | undefined> => (await tiers.ask('outline', 'outline a', { source: source(text, filesVersion, wanted) }))?.leftOut[0]?.message;
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { first, second, tiers, refined, listening, who, settled };
}

describe('two tiers', () => {
  test('the first answers at once, the second looks again and says when it has', async () => {
    const { who, settled, refined, second } = make();
    expect(await who('x')).toBe('first');
    await settled();
    expect(refined).toEqual(['x']);
    expect(second.asked).toEqual(['outline x']);
    expect(await who('x')).toBe('second');
  });

  test('then hovers and timelines of that text come from the second too, others from the first', async () => {
    const { who, settled, tiers, first, second } = make();
    await who('x');
    await settled();
    await tiers.ask('hover', 'hover', { source: source('x'), offset: 1 });
    await tiers.ask('hover', 'hover', { source: source('y'), offset: 1 });
    expect(second.asked).toEqual(['outline x', 'hover x']);
    expect(first.asked).toEqual(['outline x', 'hover y']);
  });

  test('what the first has proven is not looked at again', async () => {
    const { who, settled, second } = make({ refinable: false });
    await who('x');
    await settled();
    expect(second.asked).toEqual([]);
  });

  test('switched off it is never asked', async () => {
    const { who, settled, second } = make({ wanted: false });
    await who('x');
    await settled();
    expect(second.asked).toEqual([]);
  });

  test('another text, or other files, begin anew', async () => {
    const { who, settled } = make();
    await who('x');
    await settled();
    expect([await who('y'), await who('x', 2)]).toEqual(['first', 'first']);
  });

  test('where the second fails, the first stands', async () => {
    const { who, settled, second, refined } = make();
    second.failing = true;
    expect(await who('x')).toBe('first');
    await settled();
    expect(refined).toEqual([]);
    expect(await who('x')).toBe('first');
  });

  test('and where it fails later, the first answers again', async () => {
    const { who, settled, second } = make();
    await who('x');
    await settled();
    second.failing = true;
    expect(await who('x')).toBe('first');
  });

  test('a superseded second answer says nothing', async () => {
    const { who, settled, second, refined } = make();
    second.superseding = true;
    await who('x');
    await settled();
    expect(refined).toEqual([]);
  });

  test('who no longer listens is not called', async () => {
    const { who, settled, refined, listening } = make();
    listening.dispose();
    await who('x');
    await settled();
    expect(refined).toEqual([]);
  });
});
