import { describe, expect, test } from 'vitest';
import { defaultDurations, durationLookup, kindOf } from '../../../src/program/durations.ts';
import { nowhere } from './model.ts';

const annotated = (durationUs: number, line: number) => ({ place: { ...nowhere, line }, durationUs, words: [] });

describe('the surest source of a duration wins', () => {
  const lookup = durationLookup({ settings: { 'db.*': 7, 'db.user.*': 8 } });
  const asked = { callee: 'db.user.find', literalUs: 4000, onLine: annotated(1000, 3), onDeclaration: annotated(2000, 9) };
  const rows = [
    ['the line', asked, { us: 1000, from: 'annotation', detail: 'annotation on line 3' }],
    ['the declaration', { ...asked, onLine: undefined }, { us: 2000, from: 'annotation', detail: 'annotation on line 9' }],
    ['an annotation without a duration says nothing', { ...asked, onLine: { place: nowhere, words: ['ordered'] }, onDeclaration: undefined }, { us: 4000, from: 'literal', detail: 'written in the call' }],
    ['the first setting that matches', { callee: 'db.user.find' }, { us: 7000, from: 'setting', detail: 'setting `db.*`' }],
    ['the default of its kind', { callee: 'prisma.user.findMany' }, { us: 20_000, from: 'default', detail: 'default for a database query' }],
    ['the default of nothing known', { callee: 'frobnicate' }, { us: 100_000, from: 'default', detail: 'default for a call that nothing is known of' }],
  ] as const;
  test.each(rows)('%s', (_, { callee, ...rest }, expected) => {
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    expect(lookup({ callee, ...given })).toEqual(expected);
  });

  test.each([[1.5, 1500], [0.0004, 0], [-3, 0], [Number.NaN, 0], [Infinity, 0], [1e300, 365 * 86_400 * 1e6]])('a setting of %d ms is %d µs', (ms, us) => {
    expect(durationLookup({ settings: { f: ms } })({ callee: 'f' }).us).toBe(us);
  });
});

describe('globs of callees', () => {
  const matches = (glob: string, callee: string) => durationLookup({ settings: { [glob]: 1 } })({ callee }).from === 'setting';
  test.each([
    ['db.*', 'db.user.findMany', true],
    ['db.*', 'mydb.find', false],
    ['*.find*', 'db.user.findMany', true],
    ['fetch', 'fetch', true],
    ['fetch', 'fetchUser', false],
    ['$queryRaw', '$queryRaw', true],
    ['a?b', 'axb', true],
    ['a?b', 'ab', false],
    ['(a|b)[c]', '(a|b)[c]', true],
    ['*', 'anything\nat all', true],
    ['a.b', 'axb', false],
  ])('%s on %s: %s', (glob, callee, expected) => {
    expect(matches(glob, callee)).toBe(expected);
  });
});

describe('what kind of operation a callee is', () => {
  test.each([
    ['fetch', 'network'], ['axios.get', 'network'], ['this.http.get', 'network'], ['octokit.rest.issues.list', 'network'], ['fetchUser', 'network'],
    ['fs.readFile', 'file'], ['fs.promises.stat', 'file'], ['readFile', 'file'],
    ['prisma.user.findMany', 'database'], ['this.db.query', 'database'], ['userRepository.save', 'database'], ['pool?.query', 'database'],
    ['execa', 'process'], ['exec.exec', 'process'],
    ['sleep', 'timer'], ['setTimeout', 'timer'],
    ["db.collection('users').find({ a: (1) }).toArray", 'database'], ['fetch(url).then', 'network'], ['fetch(`/api/${x', 'network'], ['getUser', 'unknown'], ['resolve', 'unknown'], ['', 'unknown'], ['prefetched', 'unknown'],
  ])('%s: %s', (callee, kind) => {
    expect(kindOf(callee)).toBe(kind);
  });

  test('every kind has a default of its own words', () => {
    expect(new Set(Object.values(defaultDurations).map(({ words }) => words)).size).toBe(Object.keys(defaultDurations).length);
  });
});
