/**
 * The labelled cases of test/corpus/ against the analysis. What it does not yet reach stands in known-misses.txt, and that list is exact: a case
 * that begins to pass must be struck from it, so it only shrinks. `npm run golden` strikes them; a new miss is added by hand or not at all.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/analysis/analyze.ts';
import { casePaths, casesFolder, casesProject } from './cases.ts';
import { expectationsOf, missesOf, withoutExpectations } from './expectations.ts';

const listPath = path.resolve(casesFolder, '../known-misses.txt');
const known = new Set(readFileSync(listPath, 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('//')));

const files = casePaths().map((file) => {
  const text = readFileSync(path.join(casesFolder, file), 'utf8');
  const expectations = expectationsOf(file, text);
  const model = analyze({ path: file, text: withoutExpectations(text) }, casesProject);
  return { file, text, expectations, model, misses: missesOf(file, model, expectations) };
});
const misses = files.flatMap((one) => one.misses);

describe('the labelled cases', () => {
  test('are many, and parse', () => {
    expect(files.flatMap(({ expectations }) => expectations).length).toBeGreaterThanOrEqual(400);
    expect(files.filter(({ model }) => model.errors.length > 0).map(({ file }) => file)).toEqual([]);
  });

  test('are met, but for the known misses', () => {
    expect(misses.filter(({ key }) => !known.has(key)).map(({ key, message }) => `${key}\n    ${message}`)).toEqual([]);
  });

  test('nothing is called independent, or safe to rewrite, that is not', () => {
    expect(misses.filter(({ grave, key }) => grave && !known.has(key)).map(({ key, message }) => `${key}\n    ${message}`)).toEqual([]);
  });

  test('known misses that are met are struck from the list', () => {
    const missed = new Set(misses.map(({ key }) => key));
    const met = [...known].filter((key) => !missed.has(key));
    if (process.env.MODE === 'golden' && met.length > 0) {
      const kept = readFileSync(listPath, 'utf8').split('\n').filter((line) => !met.includes(line));
      writeFileSync(listPath, kept.join('\n'));
      return;
    }
    expect(met, 'these are met now: run `npm run golden` to strike them').toEqual([]);
  });
});
