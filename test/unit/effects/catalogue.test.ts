import { describe, expect, test } from 'vitest';
import { catalogueWith, families } from '../../../src/analysis/effects/catalogue/all.ts';
import { distinctiveMethods } from '../../../src/analysis/effects/catalogue/builtins.ts';
import { problemsOf, type Family } from '../../../src/analysis/effects/catalogue/schema.ts';
import { parseClauses } from '../../../src/analysis/effects/clauses.ts';

describe('the bundled catalogue', () => {
  test.each(families)('$family keeps the schema', (family) => {
    expect(problemsOf(family)).toEqual([]);
  });

  test('is plain data', () => {
    expect(JSON.parse(JSON.stringify(families))).toEqual(families);
  });

  test('names no module twice in one family', () => {
    for (const family of families) {
      const names = family.packages.flatMap((entry) => entry.names);
      expect(names.length, family.family).toBe(new Set(names).size);
    }
  });

  test('methods known by name alone keep the schema too', () => {
    const types = families.flatMap((family) => family.packages).filter((entry) => entry.names.includes('global'));
    expect(problemsOf({ family: 'methods', packages: [{ names: ['global'], members: distinctiveMethods, types: Object.assign({}, ...types.map((entry) => entry.types ?? {})) as object }] })).toEqual([]);
  });
});

describe('asking it', () => {
  const catalogue = catalogueWith();

  test.each([
    ['node:fs/promises', 'readFile', 'reads'],
    ['fs', 'promises.readFile', 'reads'],
    ['fs/promises', 'writeFile', 'writes'],
    ['fs', 'promises.mkdir', 'makes'],
    ['axios', 'default.post', 'writes'],
    ['axios', 'get', 'reads'],
    ['ioredis', 'new default', 'pure'],
    ['@aws-sdk/client-s3', 'new S3Client', 'pure'],
    ['child_process', 'exec', 'writes'],
    ['inquirer', 'default.prompt', 'prompts'],
    ['lodash', 'groupBy', 'calls'],
    ['lodash/groupBy', 'default', 'pure'],
    ['global', 'Math.max', 'pure'],
    ['global', 'fetch', 'request'],
  ])('%s %s: %s', (module, path, type) => {
    expect(catalogue.member(module, path.split('.'))?.clauses[0]?.type).toBe(type);
  });

  test.each([
    ['@prisma/client', 'PrismaClient', 'user.findMany', 'reads', 'user'],
    ['@prisma/client', 'PrismaClient', 'user.updateMany', 'writes', 'user'],
    ['@octokit/rest', 'Octokit', 'rest.issues.listComments', 'reads', 'issues'],
    ['@octokit/rest', 'Octokit', 'rest.issues.create', 'writes', 'issues'],
    ['stripe', 'Stripe', 'customers.retrieve', 'reads', 'customers'],
  ])('%s %s.%s %s, and the star is %s', (module, type, path, does, star) => {
    const known = catalogue.ofType(module, type, path.split('.'));
    expect([known?.clauses[0]?.type, known?.stars[0]]).toEqual([does, star]);
  });

  test('what is not in it is not known', () => {
    expect(catalogue.member('some-package', ['get'])).toBeUndefined();
    expect(catalogue.member('fs', ['noSuchMember'])).toBeUndefined();
    expect(catalogue.ofType('pg', 'NoSuchType', ['query'])).toBeUndefined();
  });

  test("a user's lines come before the bundled ones and leave the rest", () => {
    const mine: Family = { family: 'mine', packages: [{ names: ['axios', '@acme/db'], members: { get: 'writes host:*', load: 'reads users' } }] };
    expect(problemsOf(mine)).toEqual([]);
    const both = catalogueWith([mine]);
    expect(both.member('axios', ['get'])?.clauses[0]?.type).toBe('writes');
    expect(both.member('axios', ['post'])?.clauses[0]?.type).toBe('writes');
    expect(both.member('@acme/db', ['load'])?.clauses[0]).toEqual({ type: 'reads', resources: [{ kind: 'table', key: ['users'] }] });
  });
});

describe('what is wrong with a catalogue', () => {
  test.each<[unknown, RegExp]>([
    [null, /expected an object/],
    [{ family: 'x' }, /packages: expected a list/],
    [{ family: 'x', packages: [{ names: [], members: {} }] }, /names: expected a list of module names/],
    [{ family: 'x', packages: [{ names: ['a'], members: { get: 'reeds users' } }] }, /packages\[0\]\.members\["get"\]: `reeds` is not a clause/],
    [{ family: 'x', packages: [{ names: ['a'], members: { get: 'reads' } }] }, /`reads` needs a resource/],
    [{ family: 'x', packages: [{ names: ['a'], members: { get: 'reads fiel:a' } }] }, /`fiel` is not a kind of resource/],
    [{ family: 'x', packages: [{ names: ['a'], members: { get: 'pure | reads users' } }] }, /stands alone/],
    [{ family: 'x', packages: [{ names: ['a'], members: { get: { does: 'pure', returns: 'Nothing' } } }] }, /"Nothing" is not among the types/],
    [{ family: 'x', packages: [{ names: ['a'], members: { get: { does: 'pure', gives: 'A' } } }] }, /gives: not known/],
    [{ family: 'x', packages: [{ names: ['a'], members: {}, kinds: {} }] }, /kinds: not known/],
  ])('%j', (value, problem) => {
    expect(problemsOf(value).join('\n')).toMatch(problem);
  });
});

describe('clauses', () => {
  test('a key mixes literal text, arguments and their properties', () => {
    expect(parseClauses('reads host:aws/$0.Bucket/$1 | writes cache:* | calls $2')).toEqual([
      { type: 'reads', resources: [{ kind: 'host', key: ['aws/', { from: 0, members: ['Bucket'] }, '/', { from: 1, members: [] }] }] },
      { type: 'writes', resources: [{ kind: 'cache' }] },
      { type: 'calls', argument: { from: 2, members: [] } },
    ]);
  });
});
