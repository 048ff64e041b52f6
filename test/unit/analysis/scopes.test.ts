import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { parse } from '../../../src/analysis/parse.ts';
import { bind } from '../../../src/analysis/binder.ts';

/** Every value use of a name with the position of its first declaration in the file: by our scope pass, and by TypeScript's checker. */
function ours(text: string): Map<number, number | undefined> {
  const bound = bind(parse('a.tsx', text));
  const found = new Map<number, number | undefined>();
  for (const { node, binding } of bound.uses) {
    if (!ts.isIdentifier(node) || binding.kind === 'this' || binding.kind === 'arguments') continue;
    found.set(node.getStart(bound.file), binding.declarations.length === 0 ? undefined : Math.min(...binding.declarations.map((id) => id.getStart(bound.file))));
  }
  return found;
}

function checkers(text: string): Map<number, number | undefined> {
  const file = ts.createSourceFile('a.tsx', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const host: ts.CompilerHost = {
    getSourceFile: (name) => (name === 'a.tsx' ? file : undefined), getDefaultLibFileName: () => 'lib.d.ts', writeFile: () => undefined, getCurrentDirectory: () => '', getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true, getNewLine: () => '\n', fileExists: (name) => name === 'a.tsx', readFile: () => undefined,
  };
  const checker = ts.createProgram(['a.tsx'], { noLib: true, noResolve: true, jsx: ts.JsxEmit.Preserve, allowJs: true, target: ts.ScriptTarget.Latest, module: ts.ModuleKind.ESNext }, host).getTypeChecker();
  const found = new Map<number, number | undefined>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const symbol = ts.isShorthandPropertyAssignment(node.parent) ? checker.getShorthandAssignmentValueSymbol(node.parent) : ts.isExportSpecifier(node.parent) ? checker.getExportSpecifierLocalTargetSymbol(node.parent) : checker.getSymbolAtLocation(node);
      const values = (symbol?.declarations ?? []).filter((declaration) => !ts.isInterfaceDeclaration(declaration) && !ts.isTypeAliasDeclaration(declaration));
      const names = values.flatMap((declaration) => {
        const name = ts.getNameOfDeclaration(declaration);
        return name === undefined ? [] : [name.getStart(file)];
      });
      found.set(node.getStart(file), names.length === 0 ? undefined : Math.min(...names));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The uses on which the two disagree, with a little of the text around. */
function disagreements(text: string): string[] {
  const expected = checkers(text);
  return [...ours(text)].filter(([at, declared]) => expected.get(at) !== declared).map(([at, declared]) => `${text.slice(Math.max(0, at - 30), at + 30)} at ${at}: ours ${String(declared)}, TypeScript's ${String(expected.get(at))}`);
}

describe('scopes agree with the checker', () => {
  test.each([
    ['shadowing', 'const a = 1; { const a = 2; f(a); } f(a); function f(a: number) { return a; }'],
    ['hoisting', 'f(v); var v = 1; function f(x: number) { if (x) { var w = x; } return w; }'],
    ['functions of blocks', '{ g(); function g() { return 1; } } function g() { return 2; } g();'],
    ['destructuring', 'const { a, b: { c }, ...rest } = o; const [d, , e = a, ...f] = c; let x, y; [x, { y }] = [d, rest]; use(a, c, rest, d, e, f, x, y);'],
    ['default values', 'function f(a = 1, { b = a, c: d = b } = {}, [e = d] = []) { return a + b + d + e; }'],
    ['catch', 'try { f(); } catch (e) { g(e); } try { f(); } catch ({ message }) { g(message); } const e = 1; g(e);'],
    ['loops', 'for (let i = 0; i < 3; i++) { const j = i; g(() => i + j); } for (const i of xs) g(i); for (const k in o) g(k); for (x of xs) g(x); var x;'],
    ['closures', 'function outer(a) { let b = a; return () => { b++; return function inner(c) { return inner ? a + b + c : 0; }; }; }'],
    ['classes', 'const key = "k"; class A extends B(key) { static s = key; f = A.s; [key]() { return this.f; } get x() { return key; } static { g(A); } } class C { m(A) { return A; } } const D = class E { m() { return E; } };'],
    ['types are passed over', 'type a = number; interface I { a: a } const a = 1; function f<T extends I>(x: T, y: typeof a): x is T { return (x as unknown as I).a === a; }'],
    ['namespaces', 'namespace N { export const a = 1; const b = a; } namespace N { f(a); export function f(x) { return x; } } N.f(N.a);'],
    ['enums', 'enum E { A = 1, B = A << 1, C = B | A } f(E.B);'],
    ['imports and exports', 'import d, { a as b } from "m"; import * as ns from "m"; import type { T } from "m"; export { d as e, ns }; export { z } from "q"; f(b, d, ns.x); export default b;'],
    ['labels, members and keys', 'const a = 1; a: for (;;) { if (o.a) break a; continue a; } const q = { a: o, b: a, a2() { return a; } }; q.a;'],
    ['markup', 'const Row = () => null; const list = { Item: Row }; const el = <Row key={a}><list.Item title="x" {...props} /><div a={Row}>{el2}</div></Row>; const a = 1, props = {}, el2 = 1;'],
    ['switch', 'switch (x) { case y: const z = 1; break; default: f(z); } const x = 1, y = 2, z = 3; f(z);'],
    ['using', 'async function f() { await using a = open(); using b = a; g(a, b); }'],
    ['decorators', 'function d(x) { return x; } @d class A { @d(k) m(@d p) { return p; } } const k = 1;'],
  ])('%s', (_, text) => {
    expect(disagreements(text)).toEqual([]);
  });

  test('on the sources of this package', () => {
    const root = path.resolve(import.meta.dirname, '../../../src');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    expect(files.length).toBeGreaterThan(50);
    for (const name of files) expect(disagreements(readFileSync(path.join(root, name), 'utf8')), name).toEqual([]);
  });

  test('on generated programs', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const { statement } = fc.letrec<{ statement: string; block: string }>((tie) => ({
      block: fc.array(tie('statement'), { maxLength: 4 }).map((list) => list.join(' ')),
      statement: fc.oneof(
        { maxDepth: 4 },
        name.map((x) => `f(${x});`),
        fc.tuple(name, name).map(([x, y]) => `var ${x} = ${y};`),
        fc.tuple(name, name).map(([x, y]) => `${x} = ${y};`),
        fc.tuple(name, name).map(([x, y]) => `({ ${x}, k: [${y} = ${x}] } = f());`),
        tie('block').map((body) => `{ ${body} }`),
        fc.tuple(name, name, tie('block')).map(([x, y, body]) => `{ let ${x} = ${y}; ${body} }`),
        fc.tuple(name, name, tie('block')).map(([x, y, body]) => `{ const { ${x} = 1 } = f(${y}); ${body} }`),
        fc.tuple(name, tie('block')).map(([x, body]) => `for (const ${x} of f()) { ${body} }`),
        fc.tuple(name, name, tie('block')).map(([x, y, body]) => `for (let ${x} = 0; ${y}; ${x}++) { ${body} }`),
        fc.tuple(name, tie('block'), tie('block')).map(([x, body, last]) => `try { ${body} } catch (${x}) { ${last} }`),
        fc.tuple(name, tie('block')).map(([x, body]) => `(async (${x}) => { ${body} })();`),
        fc.tuple(name, name, tie('block')).map(([x, y, body]) => `(function ${x}(${y}) { ${body} });`),
        fc.tuple(name, tie('block')).map(([x, body]) => `(class ${x} { m() { ${body} } });`),
      ),
    }));
    fc.assert(fc.property(fc.array(statement, { minLength: 1, maxLength: 6 }), (list) => {
      const text = list.join('\n');
      expect(disagreements(text)).toEqual([]);
    }), { numRuns: 300 });
  });
});
