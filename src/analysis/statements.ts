/** Where the awaits of a function stand: the statement lists that hold them, and the loops around them. */
import ts from 'typescript';
import type { Site } from './awaits.ts';
import type { LoopNode, Unit } from './scopes.ts';
import { isLoopNode } from './scopes.ts';
import { lowerBound } from './syntax.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isBlock, isCaseClause, isCaseOrDefaultClause, isModuleBlock, isSourceFile, isStatement } = ts;

export type StatementList = ts.Block | ts.SourceFile | ts.ModuleBlock | ts.CaseOrDefaultClause;

export interface AwaitingStatement {
  readonly statement: ts.Statement;
  readonly first: Site;
}

export interface AwaitingLoop {
  readonly loop: LoopNode;
  /** The awaits of its body. */
  readonly sites: readonly Site[];
}

export interface Standing {
  /** The statements that hold awaits of this function outside nested functions, by the list they stand in. */
  readonly lists: ReadonlyMap<StatementList, readonly AwaitingStatement[]>;
  readonly loops: readonly AwaitingLoop[];
}

const nowhere: Standing = { lists: new Map(), loops: [] };

export function standingOf(unit: Unit, sites: readonly Site[]): Standing {
  if (sites.length === 0) return nowhere;
  const lists = new Map<StatementList, AwaitingStatement[]>();
  const seen = new Set<ts.Node>();
  const loops = new Set<LoopNode>();
  for (const site of sites) {
    // Climbs only as far as no earlier await has climbed, so that deep nesting stays linear.
    for (let node: ts.Node = site.node; node !== unit.node; node = node.parent) {
      if (seen.has(node)) break;
      seen.add(node);
      const { parent } = node;
      if (isLoopNode(parent) && parent.statement === node) loops.add(parent);
      if (!isStatementList(parent) || (isCaseClause(parent) && parent.expression === node)) continue;
      const list = lists.get(parent);
      const entry = { statement: node as ts.Statement, first: site };
      if (list === undefined) lists.set(parent, [entry]);
      else list.push(entry);
    }
  }
  const ordered = [...loops].sort((a, b) => a.pos - b.pos || b.end - a.end);
  return { lists, loops: ordered.map((loop) => ({ loop, sites: within(sites, loop.statement) })) };
}

/** The sites inside a node, of a list in source order. */
export function within(sites: readonly Site[], node: ts.Node): Site[] {
  const from = lowerBound(sites, node.pos, (site) => site.node.pos);
  const to = lowerBound(sites, node.end, (site) => site.node.pos);
  return sites.slice(from, to);
}

export function isStatementList(node: ts.Node): node is StatementList {
  return isBlock(node) || isSourceFile(node) || isModuleBlock(node) || isCaseOrDefaultClause(node);
}

/** The statements of a list strictly between two of its own. */
export function between(list: StatementList, first: ts.Statement, second: ts.Statement): ts.Statement[] {
  const statements: readonly ts.Statement[] = list.statements;
  const from = lowerBound(statements, first.end, (statement) => statement.pos);
  const to = lowerBound(statements, second.pos, (statement) => statement.pos);
  return statements.slice(from, to);
}

/** The innermost statement around a node. */
export function statementOf(node: ts.Node): ts.Node {
  let at = node;
  while (!isStatement(at) && !isSourceFile(at.parent)) at = at.parent;
  return at;
}
