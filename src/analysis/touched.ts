/**
 * Which functions of a file an edit may make another matter: those that it stands in, and those that name, directly or through others, something that it
 * changes. Names are compared as they are written, wherever they stand, so that the answer is rather too large than too small. Blanks, line ends and
 * comments between statements and members change nothing but where things stand.
 */
import ts from 'typescript';
import { annotationWord } from './annotations.ts';
import type { Edit } from './edit.ts';
import { usesIn } from './flow.ts';
import type { Bound, Unit } from './scopes.ts';
import { isFunctionNode } from './scopes.ts';
import { lowerBound } from './syntax.ts';

const { SyntaxKind, forEachChild, isBlock, isClassElement, isClassLike, isEnumMember, isIdentifier, isModuleBlock, isObjectLiteralElement, isParameter, isPrivateIdentifier, isSourceFile, isStringLiteralLike, isTypeElement } = ts;

/** Beyond these everything is looked at anew: finding out what need not be would cost more. */
const mostMentions = 1000;
const mostOfAll = 0.5;
/** So few are done with at once, whatever part of the file they are. */
const atOnce = 50;

/** What is to be known of the text before an edit, to be taken before its tree is changed. */
export interface Before {
  readonly kind: ts.SyntaxKind;
  readonly pos: number;
  readonly end: number;
  /** Through these the code that the edit changes may act on other code. */
  readonly names: ReadonlySet<string>;
  /** Where the edit only replaces what stands between two statements or members: what stands there. */
  readonly between: Between | undefined;
}

export function before(bound: Bound, edit: Edit): Before {
  const { start, end } = widened(bound.file.text, edit.start, edit.oldEnd);
  const holder = holderOf(bound.file, start, end);
  return { kind: holder.node.kind, pos: holder.node.pos, end: holder.node.end, names: namesOf(bound, holder, start, end), between: betweenAround(bound.file, edit.start, edit.oldEnd) };
}

/** The units of the new text that have to be looked at again; undefined for all of them. */
export function touched(bound: Bound, edit: Edit, old: Before): ReadonlySet<Unit> | undefined {
  if (isStillBetween(old.between, betweenAround(bound.file, edit.start, edit.newEnd), edit)) return unitsOn(pathTo(bound.file, edit.start), bound);
  const { start, end } = widened(bound.file.text, edit.start, edit.newEnd);
  const holder = holderOf(bound.file, start, end);
  const { node, body, elements } = holder;
  if (node.kind !== old.kind || node.pos !== old.pos || node.end !== old.end + edit.newEnd - edit.oldEnd) return undefined;
  const spread = new Spread(bound);
  const around = pathTo(bound.file, start);
  const path = around.slice(0, around.indexOf(node) + 1);
  if (body === undefined) for (const element of inReach(elements, start, end)) spread.within(element);
  const owner = body ?? path.findLast((one) => !isSourceFile(one) && bound.unitOf.has(one));
  if (owner !== undefined) spread.within(owner);
  spread.outward(path);
  for (const name of [...old.names, ...namesOf(bound, holder, start, end)]) spread.name(name, bound.file);
  return spread.run();
}

/** Blanks, line ends and comments before a statement, a member, or the brace or the end of the file behind the last of them. */
interface Between {
  readonly pos: number;
  readonly end: number;
  /** Whether a statement without a semicolon ends here. */
  readonly hasLineEnd: boolean;
}

/** Undefined where more than that is in the stretch, or where a comment near it may speak to the analysis. */
function betweenAround(file: ts.SourceFile, start: number, end: number): Between | undefined {
  const { text } = file;
  const between = gapAround(file, start);
  if (between === undefined || between.end < end) return undefined;
  const around = text.slice(lineBefore(text, between.pos), lineAfter(text, between.end));
  return around.includes(annotationWord) ? undefined : { ...between, hasLineEnd: /[\r\n\u2028\u2029]/.test(text.slice(between.pos, between.end)) };
}

function gapAround(file: ts.SourceFile, at: number): ts.TextRange | undefined {
  const path = pathTo(file, at);
  const listed = path.find((node, index) => node.getStart(file) >= at && elementsOf(path[index - 1])?.includes(node) === true);
  if (listed !== undefined) return { pos: listed.pos, end: listed.getStart(file) };
  const holder = path.at(-1);
  const elements = elementsOf(holder);
  if (holder === undefined || elements === undefined || elements.end > at) return undefined;
  return { pos: elements.end, end: isSourceFile(holder) ? holder.end : holder.end - 1 };
}

function elementsOf(node: ts.Node | undefined): ts.NodeArray<ts.Node> | undefined {
  if (node === undefined) return undefined;
  return isSourceFile(node) || isBlock(node) || isModuleBlock(node) ? node.statements : isClassLike(node) ? node.members : undefined;
}

function isStillBetween(old: Between | undefined, now: Between | undefined, edit: Edit): boolean {
  return old !== undefined && now?.pos === old.pos && now.end === old.end + edit.newEnd - edit.oldEnd && now.hasLineEnd === old.hasLineEnd;
}

function unitsOn(path: readonly ts.Node[], bound: Bound): ReadonlySet<Unit> {
  return new Set(path.map((node) => bound.unitOf.get(node)).filter((unit) => unit !== undefined));
}

/** The beginning of the line before the one that the offset is in. */
function lineBefore(text: string, offset: number): number {
  const line = text.lastIndexOf('\n', offset - 1);
  return line <= 0 ? 0 : text.lastIndexOf('\n', line - 1) + 1;
}

/** The end of the line after the one that the offset is in. */
function lineAfter(text: string, offset: number): number {
  const line = text.indexOf('\n', offset);
  const next = line < 0 ? -1 : text.indexOf('\n', line + 1);
  return next < 0 ? text.length : next;
}

/** Comments speak of their own line and of the next one: where there is one, its lines are taken as a whole. */
function widened(text: string, start: number, end: number): { readonly start: number; readonly end: number } {
  const lineStart = start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1;
  const lines = { start: lineStart, end: lineAfter(text, end) };
  return /\/[/*]|\*\//.test(text.slice(lines.start, lines.end)) ? lines : { start, end };
}

/** The braces, or the file, that something stands in. */
interface Holder {
  readonly node: ts.Node;
  /** The function whose body it is; none for a class, a namespace or the file. */
  readonly body: ts.Node | undefined;
  readonly elements: readonly ts.Node[];
}

/** The innermost function body, class, namespace or file inside whose braces the stretch lies. */
function holderOf(file: ts.SourceFile, start: number, end: number): Holder {
  let holder: Holder = { node: file, body: undefined, elements: file.statements };
  for (const node of pathTo(file, start)) {
    const elements = isSourceFile(node) ? undefined : elementsOf(node);
    if (elements === undefined || elements.pos > start || end >= node.end) continue;
    if (!isBlock(node)) holder = { node, body: undefined, elements };
    else if (isFunctionNode(node.parent)) holder = { node, body: node.parent, elements };
  }
  return holder;
}

/** From the file down to the innermost node that holds the offset, the blanks and comments before it included. */
function pathTo(file: ts.SourceFile, at: number): ts.Node[] {
  const path: ts.Node[] = [];
  for (let node: ts.Node | undefined = file; node !== undefined; node = childAt(node, at)) path.push(node);
  return path;
}

function childAt(node: ts.Node, at: number): ts.Node | undefined {
  const elements = elementsOf(node);
  // Files and classes have hundreds of them.
  if (elements !== undefined && elements.pos <= at && at < elements.end) return elements[lowerBound(elements, at + 1, ({ end }) => end)];
  return forEachChild(node, (child) => (child.pos <= at && at < child.end ? child : undefined));
}

function inReach(elements: readonly ts.Node[], start: number, end: number): readonly ts.Node[] {
  return elements.filter((element) => element.pos <= end && element.end >= start);
}

/** Of a function's body what it sets around itself, since all else in it is its own; of other places everything that is named there. */
function namesOf(bound: Bound, { node, body, elements }: Holder, start: number, end: number): ReadonlySet<string> {
  if (body === undefined) return wordsIn(inReach(elements, start, end));
  const set = usesIn(bound, node.pos, node.end).filter(({ flow, binding }) => (flow === 'write' || flow === 'update') && !(binding.scope.node.pos >= body.pos && binding.scope.node.end <= body.end));
  return new Set(set.map(({ binding }) => binding.name));
}

/** The names that stand anywhere in the nodes, types and keys included. */
function wordsIn(nodes: readonly ts.Node[]): ReadonlySet<string> {
  const words = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (isIdentifier(node) || isPrivateIdentifier(node) || isStringLiteralLike(node)) words.add(node.text);
    forEachChild(node, visit);
  };
  nodes.forEach(visit);
  return words;
}

interface Name {
  readonly text: string;
  /** Nobody outside can mean it. */
  readonly scope: ts.Node;
  /** Where it is declared: that is no mention. */
  readonly declared: number;
}

class Spread {
  readonly #bound: Bound;
  readonly #units = new Set<Unit>();
  readonly #functions = new Set<ts.Node>();
  readonly #names = new Map<string, Name>();

  constructor(bound: Bound) {
    this.#bound = bound;
  }

  /** Follows names from mention to mention. Undefined where there is no end of them. */
  run(): ReadonlySet<Unit> | undefined {
    const { file, units } = this.#bound;
    let mentions = 0;
    // The map grows while it is gone through.
    for (const { text, scope, declared } of this.#names.values()) {
      for (let at = file.text.indexOf(text, scope.pos); at >= 0 && at < scope.end; at = file.text.indexOf(text, at + text.length)) {
        if (at === declared || isLetter(file.text, at - 1) || isLetter(file.text, at + text.length)) continue;
        mentions += 1;
        if (mentions > mostMentions) return undefined;
        this.#mention(pathTo(file, at));
        if (this.#units.size > atOnce && this.#units.size > mostOfAll * units.length) return undefined;
      }
    }
    return this.#units;
  }

  /** Every unit that begins in the node. */
  within(node: ts.Node): void {
    const { units, module } = this.#bound;
    for (let i = lowerBound(units, node.pos, (unit) => unit.node.pos); i < units.length; i++) {
      const unit = units[i];
      if (unit === undefined || unit.node.pos >= node.end) break;
      if (unit !== module) this.#units.add(unit);
    }
  }

  /** Something at the end of the path is another matter: so is what it stands in, and what that is called. */
  outward(path: readonly ts.Node[]): void {
    let scope: ts.Node = this.#bound.file;
    for (const node of path) {
      this.#named(node, scope);
      const unit = this.#bound.unitOf.get(node);
      if (unit === undefined) continue;
      this.#units.add(unit);
      scope = node;
    }
  }

  name(text: string, scope: ts.Node, declared = -1): void {
    if (!/^#?[\p{L}_$][\p{L}\p{N}_$]*$/u.test(text)) return;
    const key = `${text} ${scope.pos} ${declared}`;
    if (!this.#names.has(key)) this.#names.set(key, { text, scope, declared });
  }

  #mention(path: readonly ts.Node[]): void {
    const { unitOf } = this.#bound;
    const held = path.findLastIndex((node) => isClassLike(node) || (unitOf.has(node) && !isSourceFile(node)));
    const holder = path[held];
    if (holder === undefined || isClassLike(holder)) {
      // Outside of functions: in a class's own lines, or in a statement of the file or of a namespace.
      const whole = holder ?? path.findLast((_, index) => isListing(path[index - 1]));
      if (whole !== undefined) this.within(whole);
      this.outward(path);
    } else if (!this.#functions.has(holder)) {
      this.#functions.add(holder);
      this.within(holder);
      this.outward(path.slice(0, held + 1));
    }
  }

  /** The names under which others reach what the node declares. */
  #named(node: ts.Node, scope: ts.Node): void {
    const { file } = this.#bound;
    switch (node.kind) {
      case SyntaxKind.VariableDeclaration:
      case SyntaxKind.Parameter:
      case SyntaxKind.BindingElement:
        for (const word of wordsIn([(node as ts.VariableDeclaration | ts.ParameterDeclaration | ts.BindingElement).name])) this.name(word, isParameter(node) ? file : scope);
        return;
      case SyntaxKind.FunctionDeclaration:
      case SyntaxKind.FunctionExpression:
      case SyntaxKind.ClassDeclaration:
      case SyntaxKind.ClassExpression:
      case SyntaxKind.EnumDeclaration:
      case SyntaxKind.ModuleDeclaration:
      case SyntaxKind.InterfaceDeclaration:
      case SyntaxKind.TypeAliasDeclaration: {
        const { name } = node as ts.FunctionDeclaration | ts.ClassDeclaration | ts.EnumDeclaration | ts.ModuleDeclaration | ts.InterfaceDeclaration | ts.TypeAliasDeclaration;
        if (name !== undefined) this.name(name.text, scope, name.getStart(file));
        return;
      }
      case SyntaxKind.ForOfStatement:
      case SyntaxKind.ForInStatement:
        for (const word of wordsIn([(node as ts.ForOfStatement | ts.ForInStatement).initializer])) this.name(word, scope);
        return;
      case SyntaxKind.BinaryExpression: {
        const { left, operatorToken } = node as ts.BinaryExpression;
        if (operatorToken.kind >= SyntaxKind.FirstAssignment && operatorToken.kind <= SyntaxKind.LastAssignment) for (const word of wordsIn([left])) this.name(word, file);
        return;
      }
      case SyntaxKind.ImportDeclaration:
      case SyntaxKind.ImportEqualsDeclaration:
      case SyntaxKind.ExportDeclaration:
        for (const word of wordsIn([node])) this.name(word, file);
        return;
      default: {
        // Members of classes, literals, types and enums.
        const { name } = node as { readonly name?: ts.Node };
        if (name !== undefined && (isClassElement(node) || isObjectLiteralElement(node) || isTypeElement(node) || isEnumMember(node))) {
          for (const word of wordsIn([name])) this.name(word, file, name.getStart(file));
        }
      }
    }
  }
}

function isListing(node: ts.Node | undefined): boolean {
  return node !== undefined && (isSourceFile(node) || isModuleBlock(node));
}

function isLetter(text: string, at: number): boolean {
  return /[\p{L}\p{N}_$]/u.test(text.charAt(at));
}
