import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/** Walks what lint cannot: the imports of every file under src/, followed to the end, so that no pure file reaches vscode or Node through another. */
const root = path.resolve(import.meta.dirname, '../../src');
const pure = ['analysis', 'program', 'engine', 'laws', 'refactor', 'trace', 'scenarios', 'report', 'protocol.ts'];

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

const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

describe('the road runs in one direction', () => {
  const pureFiles = files.filter((name) => pure.includes(name.split(path.sep)[0] ?? ''));

  test('there are pure files to look at', () => {
    expect(pureFiles.length).toBeGreaterThan(3);
  });

  test.each(pureFiles)('%s reaches neither vscode nor Node', (name) => {
    const outside = [...reachable(path.join(root, name))].filter((target) => !path.isAbsolute(target));
    expect(outside.filter((target) => !runAnywhere.includes(target))).toEqual([]);
  });
});
