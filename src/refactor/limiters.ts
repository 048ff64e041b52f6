/** Ways to run at most so many rounds at a time: the project's own, or a small function of ours. */
import ts from 'typescript';
import type { Project } from '../analysis/project.ts';
import { unwrap } from '../analysis/syntax.ts';
import type { TextEdit } from './edits.ts';
import { commentsAbove } from './layout.ts';
import { dependenciesOf } from './manifest.ts';
import { FreshNames } from './names.ts';
import type { FunctionReading } from './reading.ts';
import type { Rounds } from './rounds.ts';

export type LimiterName = 'helper' | 'p-map' | 'p-limit' | 'bottleneck' | 'effect';

export interface Limiter {
  readonly name: LimiterName;
  /** A line before the loop, without its semicolon. */
  readonly before?: string;
  /** What stands around the body of a round, an async function of `variable` up to its arrow. */
  readonly open: (list: string, variable: string) => string;
  readonly close: string;
  /** Elsewhere in the file: an import, the helper. */
  readonly edits: readonly TextEdit[];
  /** What behaves otherwise than in the loop as it was. */
  readonly changes: readonly string[];
}

export interface LimiterOptions {
  readonly limit: number;
  /** Where a function like {@link helperOf} writes one is imported from, instead of being written into the file. */
  readonly helper?: { readonly from: string; readonly name: string };
}

/** The project's own first, by what the file imports and its package.json lists; our own last. */
export function limitersOf(rounds: Rounds, project: Project | undefined, { limit, helper }: LimiterOptions): readonly Limiter[] {
  const { fn } = rounds;
  const names = new FreshNames(fn.text);
  const imports = importsOf(fn.file);
  const dependencies = dependenciesOf(fn.path, project);
  const firstError = 'If more than one round fails, the error is that of whichever fails first.';
  const found: Limiter[] = [];
  /** Where the package is at hand: what it is called in this file, and what must be added for that. */
  const use = (module: string, exported: string, wish: string): { readonly name: string; readonly edits: readonly TextEdit[] } | undefined => {
    const known = imports.get(module)?.get(exported);
    if (known !== undefined) return { name: known, edits: [] };
    if (!imports.has(module) && !(isModule(fn.file) && dependencies.has(module))) return undefined;
    const name = names.name(wish);
    const clause = exported === 'default' ? name : exported === name ? `{ ${name} }` : `{ ${exported} as ${name} }`;
    return { name, edits: [importEdit(fn, clause, module, rounds.semicolon)] };
  };
  const pMap = use('p-map', 'default', 'pMap');
  if (pMap !== undefined) found.push({ name: 'p-map', open: (list, variable) => `${pMap.name}(${list}, async (${variable}) => `, close: `, { concurrency: ${limit} })`, edits: pMap.edits, changes: [firstError] });
  const pLimit = use('p-limit', 'default', 'pLimit');
  if (pLimit !== undefined) {
    const limiter = names.name('limit');
    found.push({ name: 'p-limit', before: `const ${limiter} = ${pLimit.name}(${limit})`, open: (list, variable) => `Promise.all(Array.from(${list}, (${variable}) => ${limiter}(async () => `, close: ')))', edits: pLimit.edits, changes: [firstError, 'After an error the other rounds are still started.'] });
  }
  const bottleneck = use('bottleneck', 'default', 'Bottleneck');
  if (bottleneck !== undefined) {
    const limiter = names.name('limiter');
    found.push({ name: 'bottleneck', before: `const ${limiter} = new ${bottleneck.name}({ maxConcurrent: ${limit} })`, open: (list, variable) => `Promise.all(Array.from(${list}, (${variable}) => ${limiter}.schedule(async () => `, close: ')))', edits: bottleneck.edits, changes: [firstError, 'After an error the other rounds are still started.'] });
  }
  const effect = use('effect', 'Effect', 'Effect');
  if (effect !== undefined) found.push({ name: 'effect', open: (list, variable) => `${effect.name}.runPromise(${effect.name}.forEach(${list}, (${variable}) => ${effect.name}.promise(async () => `, close: `), { concurrency: ${limit} }))`, edits: effect.edits, changes: [firstError, 'What is thrown is an error of Effect’s that holds the original one.'] });
  found.push(ownLimiter(fn, names, helper, limit, rounds.semicolon, imports));
  return found;
}

function ownLimiter(fn: FunctionReading, names: FreshNames, helper: LimiterOptions['helper'], limit: number, semicolon: string, imports: Imports): Limiter {
  const written = (name: string, edits: readonly TextEdit[]): Limiter => ({ name: 'helper', open: (list, variable) => `${name}(${list}, ${limit}, async (${variable}) => `, close: ')', edits, changes: [] });
  if (helper !== undefined) {
    const known = imports.get(helper.from)?.get(helper.name) ?? requiredAs(fn.file, helper.from, helper.name);
    if (known !== undefined) return written(known, []);
    const name = names.name(helper.name);
    return written(name, [importEdit(fn, name === helper.name ? `{ ${name} }` : `{ ${helper.name} as ${name} }`, helper.from, semicolon)]);
  }
  // The one that an earlier change has written.
  const known = fn.file.statements.find((statement): statement is ts.FunctionDeclaration => ts.isFunctionDeclaration(statement) && statement.name !== undefined && /^mapInOrder\d*$/.test(statement.name.text) && statement.getText(fn.file) === helperOf(fn, statement.name.text, semicolon));
  if (known?.name !== undefined) return written(known.name.text, []);
  const name = names.name('mapInOrder');
  const { newline } = fn.layout;
  const { text } = fn;
  const comment = ['/**', ' * Calls `each` for the elements, at most `limit` at a time; the results are in the order of the elements.', ' * After an error no more are started, and of several errors the first in that order is thrown.', ' */'].join(newline);
  return written(name, [{ start: text.length, end: text.length, text: `${/[\r\n]$/.test(text) ? '' : newline}${newline}${comment}${newline}${helperOf(fn, name, semicolon)}${newline}` }]);
}

/** The errors of a sequential loop are kept: whatever stands before a failed element has been started, so that the first error in the order of the elements is the loop's own. */
function helperOf({ layout: { newline, step }, isTyped }: FunctionReading, name: string, end: string): string {
  const types = (text: string): string => (isTyped ? text : '');
  // In .tsx a lone type parameter reads as a tag; two do not.
  return [
    `async function ${name}${types('<T, R>')}(elements${types(': Iterable<T>')}, limit${types(': number')}, each${types(': (element: T) => Promise<R>')})${types(': Promise<R[]>')} {`,
    `${step}const results${types(': R[]')} = []${end}`,
    `${step}const errors${types(': { index: number; error: unknown }[]')} = []${end}`,
    `${step}const waiting = Array.from(elements).entries()${end}`,
    `${step}const work = async ()${types(': Promise<void>')} => {`,
    `${step}${step}for (const [index, element] of waiting) {`,
    `${step}${step}${step}try {`,
    `${step}${step}${step}${step}results[index] = await each(element)${end}`,
    `${step}${step}${step}} catch (error) {`,
    `${step}${step}${step}${step}errors.push({ index, error })${end}`,
    `${step}${step}${step}}`,
    `${step}${step}${step}if (errors.length > 0) return${end}`,
    `${step}${step}}`,
    `${step}}${end}`,
    `${step}await Promise.all(Array.from({ length: limit }, work))${end}`,
    `${step}const [first] = errors.sort((a, b) => a.index - b.index)${end}`,
    `${step}if (first !== undefined) throw first.error${end}`,
    `${step}return results${end}`,
    '}',
  ].join(newline);
}

type Imports = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Module → exported name (`default` for the default) → name in this file. */
function importsOf(file: ts.SourceFile): Imports {
  const found = new Map<string, Map<string, string>>();
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier) || statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) continue;
    const module = statement.moduleSpecifier.text;
    const names = found.get(module) ?? new Map<string, string>();
    found.set(module, names);
    const clause = statement.importClause;
    if (clause?.name !== undefined) names.set('default', clause.name.text);
    if (clause?.namedBindings !== undefined && ts.isNamedImports(clause.namedBindings)) for (const { name, propertyName, isTypeOnly } of clause.namedBindings.elements) if (!isTypeOnly) names.set((propertyName ?? name).text, name.text);
  }
  return found;
}

/** Behind the last import, in its quotes; else at the top. In a file that requires its modules it requires this one too. */
function importEdit(fn: FunctionReading, clause: string, module: string, semicolon: string): TextEdit {
  const { file, text, layout } = fn;
  const requires = isCommonJs(fn);
  const last = file.statements.findLast(requires ? (statement) => requiredBy(statement) !== undefined : ts.isImportDeclaration);
  const specifier = last && (ts.isImportDeclaration(last) ? last.moduleSpecifier : requiredBy(last)?.module);
  const quote = (specifier && text[specifier.getStart(file)]) ?? "'";
  const from = quote + module + quote;
  const line = requires ? `const ${clause.replace(' as ', ': ')} = require(${from})${fn.isTyped ? ` as typeof import(${from})` : ''}${semicolon}` : `import ${clause} from ${from}${semicolon}`;
  const before = last ?? file.statements.slice(0, file.statements.findIndex((statement) => !isDirective(statement))).at(-1);
  if (before !== undefined) {
    const at = ts.getTrailingCommentRanges(text, before.end)?.at(-1)?.end ?? before.end;
    return { start: at, end: at, text: layout.newline + line };
  }
  const [first] = file.statements;
  // A comment at the very top speaks of the file, unless it is written as the documentation of what stands below it.
  const above = first === undefined ? [] : commentsAbove(text, first, file);
  const at = above.find(({ pos }) => text.startsWith('/**', pos) && !/@(?:file|license|licence|copyright|preserve)|SPDX/i.test(text.slice(pos, first?.getStart(file))))?.pos ?? first?.getStart(file) ?? 0;
  return { start: at, end: at, text: line + layout.newline };
}

function isDirective(statement: ts.Statement): boolean {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}

/** By its name, or since it requires and exports as such modules do and has no import or export. */
function isCommonJs({ path, file, bound }: FunctionReading): boolean {
  if (isModule(file) || /\.m[jt]s$/i.test(path)) return false;
  return /\.c[jt]s$/i.test(path) || bound.uses.some(({ node, binding: { kind, name } }) => kind === 'global' && (name === 'exports' || (name === 'require' && ts.isCallExpression(node.parent)) || (name === 'module' && ts.isPropertyAccessExpression(node.parent) && node.parent.name.text === 'exports')));
}

function isModule(file: ts.SourceFile): boolean {
  return file.statements.some((statement) => ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement) || ts.isExportAssignment(statement) || (ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)));
}

/** Of `const { a } = require('m')`: the pattern, and `'m'`. */
function requiredBy(statement: ts.Statement): { readonly name: ts.BindingName; readonly module: ts.StringLiteralLike } | undefined {
  const [only] = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
  const call = only?.initializer && unwrap(only.initializer);
  if (only === undefined || call === undefined || !ts.isCallExpression(call) || !ts.isIdentifier(call.expression) || call.expression.text !== 'require') return undefined;
  const [module] = call.arguments;
  return module !== undefined && ts.isStringLiteralLike(module) ? { name: only.name, module } : undefined;
}

/** What the file calls a member of a module that it requires. */
function requiredAs(file: ts.SourceFile, module: string, exported: string): string | undefined {
  for (const statement of file.statements) {
    const required = requiredBy(statement);
    if (required?.module.text !== module || !ts.isObjectBindingPattern(required.name)) continue;
    for (const { name, propertyName } of required.name.elements) if (ts.isIdentifier(name) && (propertyName ?? name).getText(file) === exported) return name.text;
  }
  return undefined;
}
