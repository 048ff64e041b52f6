import { expect, test } from 'vitest';
import { FollowedAwaits } from '../../../src/panel/followed.ts';

const text = 'const a = await load(await key());\nawait save(a);';
const outer = { functionId: 'f', awaitId: 'a1' };
const inner = { functionId: 'f', awaitId: 'a2' };
const last = { functionId: 'f', awaitId: 'a3' };
const spanOf = (part: string) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });

function followed(): FollowedAwaits {
  const awaits = new FollowedAwaits();
  awaits.replace([
    { ref: outer, span: spanOf('await load(await key())') },
    { ref: inner, span: spanOf('await key()') },
    { ref: last, span: spanOf('await save(a)') },
  ]);
  return awaits;
}
const firstLine = { start: 0, end: text.indexOf('\n') };

test('the cursor is in the innermost await around it', () => {
  expect(followed().at(text.indexOf('key') + 1, firstLine)).toEqual(inner);
  expect(followed().at(text.indexOf('load') + 1, firstLine)).toEqual(outer);
});

test('elsewhere on the line, the first await of the line', () => {
  expect(followed().at(2, firstLine)).toEqual(outer);
});

test('on a line without awaits, none', () => {
  expect(followed().at(text.length + 5, { start: text.length + 1, end: text.length + 9 })).toBeNull();
});

test('an edit moves the awaits behind it; one that was removed is not found', () => {
  const awaits = followed();
  awaits.edited([{ rangeOffset: 0, rangeLength: text.indexOf('\n') + 1, text: 'x' }]);
  expect(awaits.spanOf(outer)).toBeUndefined();
  expect(awaits.spanOf(last)).toEqual({ start: 1, end: 1 + 'await save(a)'.length });
});
