import ts from 'typescript';
import type { Effect, Summary } from '../../../src/analysis/effects/effect.ts';
import { Workspace, type WorkspaceOptions } from '../../../src/analysis/effects/effects.ts';
import { parse } from '../../../src/analysis/parse.ts';
import type { Project } from '../../../src/analysis/project.ts';
import { bind } from '../../../src/analysis/binder.ts';

export type Files = Readonly<Record<string, string>>;

/** A project whose files are in a table: `./b` beside `a.ts` is `b.ts`, and `b` without dots is looked for at the top. */
export function tableProject(files: Files): Project {
  return {
    resolve(specifier, from) {
      const folder = from.slice(0, from.lastIndexOf('/') + 1);
      const segments: string[] = [];
      for (const segment of (specifier.startsWith('.') ? `${folder}${specifier}` : specifier).split('/')) {
        if (segment === '..') segments.pop();
        else if (segment !== '.' && segment !== '') segments.push(segment);
      }
      const path = segments.join('/');
      return [path, `${path}.ts`, `${path}.js`, `${path}/index.ts`].find((candidate) => candidate in files);
    },
    read: (path) => files[path],
  };
}

/** The summaries of the statements of a function, each as one line. */
export function statementsOf(text: string, options: { readonly files?: Files; readonly within?: string } & WorkspaceOptions = {}): Summary[] {
  const path = 'main.ts';
  const bound = bind(parse(path, text));
  const effects = new Workspace(tableProject({ ...options.files, [path]: text }), options).effectsIn(path, bound);
  const name = options.within ?? 'main';
  const unit = bound.units.find(({ node }) => (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && node.name !== undefined && ts.isIdentifier(node.name) && node.name.text === name);
  if (unit === undefined || !ts.isFunctionDeclaration(unit.node) && !ts.isMethodDeclaration(unit.node)) throw new Error(`the text has no function ${name}`);
  return (unit.node.body?.statements ?? ts.factory.createNodeArray<ts.Statement>()).map((statement) => effects.of(statement));
}

/** A summary in one line, parts in a fixed order: `reads file:a | writes table:b | guard | gap read`. */
export function told(summary: Summary): string {
  const effect = (one: Effect): string => {
    const verb = one.access === 'read' ? 'reads' : one.idempotent === true ? 'makes' : 'writes';
    const key = one.resource.key?.map((part) => (typeof part === 'string' ? part : `{${part.text}}`)).join('') ?? '*';
    return `${verb} ${one.resource.kind}:${key}`;
  };
  const parts = [
    ...summary.reads.map(effect).toSorted(),
    ...summary.writes.map(effect).toSorted(),
    ...summary.guards.map(() => 'guard'),
    ...(summary.prompts ? ['prompts'] : []),
    ...(summary.memoised ? ['memoised'] : []),
    ...(summary.terminates ? ['never'] : []),
    ...summary.gaps.map((gap) => `gap ${gap.nameSays}`),
    ...(summary.cpuOnly ? ['cpu'] : []),
  ];
  return parts.join(' | ');
}
