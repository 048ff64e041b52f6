import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/** Walks what lint cannot: the imports of every file under src/, followed to the end, so that no pure file reaches vscode or Node through another. */
const root = path.resolve(import.meta.dirname, '../../src');
/** The tables that lint goes by. */
const { pure, mayImport } = await import(path.resolve(root, '../eslint.config.mjs')) as { readonly pure: readonly string[]; readonly mayImport: Readonly<Record<string, readonly string[]>> };

/** Packages that need neither. */
const runAnywhere = ['typescript', 'jsonc-parser'];

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName);
}

function reachable(file: string, seen = new Set<string>()): Set<string> {
  for (const specifier of importsOf(file)) {
    const target = specifier.startsWith('.') ? path.resolve(path.dirname(file), specifier) : specifier;
    if (seen.has(target)) continue;
    seen.add(target);
    if (specifier.startsWith('.') && target.endsWith('.ts')) reachable(target, seen);
  }
  return seen;
}

/** The folder of src/ that a file lies in, or its own name where it lies in none. */
function placeOf(name: string): string {
  return name.split(path.sep)[0] ?? '';
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

describe('the road runs in one direction', () => {
  const pureFiles = files.filter((name) => pure.includes(placeOf(name)));

  test('there are pure files to look at', () => {
    expect(pureFiles.length).toBeGreaterThan(3);
  });

  test.each(pureFiles)('%s reaches neither vscode nor Node', (name) => {
    const outside = [...reachable(path.join(root, name))].filter((target) => !path.isAbsolute(target));
    expect(outside.filter((target) => !runAnywhere.includes(target))).toEqual([]);
  });

  test('every folder has its place on it, and none leads back', () => {
    expect(new Set(files.map(placeOf).filter((place) => place !== 'extension.ts'))).toEqual(new Set(Object.keys(mayImport)));
    const reached = (place: string, seen = new Set<string>()): Set<string> => {
      for (const next of mayImport[place] ?? []) if (!seen.has(next)) reached(next, seen.add(next));
      return seen;
    };
    expect(Object.keys(mayImport).filter((place) => reached(place).has(place))).toEqual([]);
  });

  test('every import goes where it may', () => {
    const astray = files.filter((name) => name !== 'extension.ts').flatMap((name) => importsOf(path.join(root, name))
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => path.relative(root, path.resolve(root, path.dirname(name), specifier)))
      .filter((target) => !target.startsWith('..') && ![placeOf(name), ...(mayImport[placeOf(name)] ?? [])].includes(placeOf(target)))
      .map((target) => `${name} → ${target}`));
    expect(astray).toEqual([]);
  });
});
