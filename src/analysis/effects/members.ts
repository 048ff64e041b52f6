/** What a member of something stands for: of modules, objects and classes of the project, of literals, and of written types. */
import ts from 'typescript';
import { isAny, isEsModule, isStatic, nameOf, ofEach, oneOf, possible, type Meaning } from './meaning.ts';
import { isNothing } from '../syntax.ts';
import type { Meanings } from './meanings.ts';
import type { Export, Source, Sources } from './sources.ts';
import type { WrittenTypes } from './written-types.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isBinaryExpression, isClassDeclaration, isClassLike, isConstructorDeclaration, isExpressionStatement, isGetAccessorDeclaration, isIdentifier, isInterfaceDeclaration, isMethodDeclaration, isMethodSignature, isParameterPropertyDeclaration, isPropertyAccessExpression, isPropertyAssignment, isPropertyDeclaration, isPropertySignature, isShorthandPropertyAssignment, isSpreadAssignment } = ts;

/** Modules of Node that are also global names. */
export const globalModules: ReadonlySet<string> = new Set(['process', 'console']);

/** Chains longer than this are a circle. */
const maxDepth = 40;

type Owner = Extract<Meaning, { type: 'object' | 'class' | 'literal' }>;

const none: readonly never[] = [];

/** Possibilities within possibilities are looked at this far down. */
const maxEither = 1;

export class Members {
  #within = 0;
  readonly #sources: Sources;
  readonly #meanings: Meanings;
  readonly #types: WrittenTypes;
  #depth = 0;

  constructor(sources: Sources, meanings: Meanings, types: WrittenTypes) {
    this.#sources = sources;
    this.#meanings = meanings;
    this.#types = types;
  }

  /** `from` is the file that names the member: what is derived from its owner there may be meant. */
  of(owner: Meaning, name: string, from?: Source): Meaning | undefined {
    // Classes and interfaces that extend one another in a circle have no end.
    if (this.#depth >= maxDepth) return undefined;
    this.#depth += 1;
    const meaning = this.#possible(owner, name, from);
    this.#depth -= 1;
    return meaning;
  }

  /** The owner's own member, and those that may stand in its place. */
  #possible(owner: Meaning, name: string, from: Source | undefined): Meaning | undefined {
    const own = this.#member(owner, name, from);
    // A type is the same for all of them.
    if (own === undefined || own.type === 'instance' || own.type === 'signature' || own.type === 'shape') return own;
    if (owner.type !== 'object' && owner.type !== 'class' && owner.type !== 'literal') return own;
    const others: (Meaning | undefined)[] = [];
    for (const source of from === undefined || from === owner.source ? [owner.source] : [owner.source, from]) {
      if (owner.derived === true) others.push(...this.#derived(owner, source).map((one) => this.of(one, name, from)));
      others.push(...this.#set(owner, name, source));
    }
    if (this.#isCompleted(own, owner)) others.push(undefined);
    return others.length === 0 ? own : oneOf([own, ...others]);
  }

  /** What a file makes of it: the classes that extend it, or the objects that it is spread into. */
  #derived(owner: Owner, source: Source): readonly Owner[] {
    const { classes, spreads } = source.derivations;
    let found = source.derived.get(owner.node);
    if (found === undefined) {
      found = owner.type === 'literal'
        ? spreads.filter((spread) => isOf(this.#meanings.of(spread.expression, source), owner)).map(({ parent }) => ({ type: 'literal', node: parent, source, derived: true }))
        : classes.filter((node) => node !== owner.node && isOf(this.#meanings.extended(node, source), { ...owner, type: 'class' })).map((node) => ({ type: 'class', node, source, derived: true }));
      source.derived.set(owner.node, found);
    }
    return owner.type === 'object' ? found.map((one) => (one.type === 'class' ? { ...one, type: 'object' } : one)) : found;
  }

  /** An inherited method of another file, which calls one that a class further down has in place of that file's. */
  #isCompleted(own: Meaning, owner: Owner): boolean {
    if (own.type !== 'function' || owner.type !== 'object' || own.source === owner.source || !isClassLike(own.node.parent)) return false;
    const used = ownCalls(own.node, own.node.parent);
    if (used.size === 0) return false;
    for (let at: Meaning | undefined = owner, depth = 0; at?.type === 'object' && at.node !== own.node.parent && depth < maxDepth; depth++) {
      if (at.node.members.some(({ name }) => name !== undefined && isIdentifier(name) && used.has(name.text))) return true;
      at = this.#meanings.base(at);
    }
    return false;
  }

  /** The values that a file gives to a member. */
  #set(owner: Owner, name: string, source: Source): readonly (Meaning | undefined)[] {
    const { settings } = source.derivations;
    const named = settings.get(name) ?? none;
    // What is put under a name that only a run tells belongs to a table.
    const all = owner.type === 'literal' ? [...named, ...(settings.get('') ?? none)] : named;
    if (all.length === 0) return none;
    return all.filter((one) => !isNothing(one.value) && this.#isSetOn(one.owner, owner, source)).map(({ value }) => this.#meanings.of(value, source));
  }

  #isSetOn(expression: ts.Expression, owner: Owner, source: Source): boolean {
    // What is set on the prototype, every object of the class has.
    const isPrototype = isPropertyAccessExpression(expression) && expression.name.text === 'prototype';
    const whole = this.#meanings.of(isPrototype ? expression.expression : expression, source);
    const on = isPrototype ? this.#meanings.instanceOf(whole) : whole;
    for (let at: Meaning | undefined = owner, depth = 0; at !== undefined && depth < maxDepth; depth++) {
      if (isOf(on, at)) return true;
      at = at.type === 'object' ? this.#meanings.base(at) : undefined;
    }
    return false;
  }

  #member(owner: Meaning, name: string, from: Source | undefined): Meaning | undefined {
    switch (owner.type) {
      case 'package':
        // `globalThis.fetch` is `fetch`.
        if (owner.module === 'global' && globalModules.has(name) && owner.path.length === 0) return { type: 'package', module: name, path: [] };
        return { ...owner, path: [...owner.path, name] };
      case 'instance':
        return { ...owner, path: [...owner.path, name] };
      case 'module':
        return this.exported(owner.source, name);
      case 'object':
        return this.#memberOfObject(owner, name);
      case 'class':
        return this.#memberOfClass(owner, name);
      case 'literal':
        return this.#memberOfLiteral(owner, name);
      case 'shape':
        return this.#memberOfShape(owner, name);
      case 'parameter': {
        // Of several types nothing is taken along: what may be any of many, each with many members, has no end.
        const typed = owner.typed === undefined || owner.typed.type === 'either' ? undefined : this.of(owner.typed, name, from);
        if (typed !== undefined && typed.type !== 'signature' && typed.type !== 'shape' && typed.type !== 'either') return typed;
        const { typed: _, ...untyped } = owner;
        return { ...untyped, members: [...owner.members, name], ...(typed === undefined ? {} : { typed }) };
      }
      case 'missing':
        return owner;
      case 'either': {
        const having = owner.of.filter((one) => !isLacking(one, name));
        // What may be any of many, each with members that may be any of many, has no end.
        if (having.length === 0 || this.#within >= maxEither) return undefined;
        this.#within += 1;
        const found = ofEach({ ...owner, of: having }, (one) => this.of(one, name, from));
        this.#within -= 1;
        return found;
      }
      case 'function':
      case 'signature':
        return undefined;
    }
  }

  /** The getter or setter that reading or assigning a member runs. */
  accessor(owner: Meaning, name: string, kind: ts.SyntaxKind.GetAccessor | ts.SyntaxKind.SetAccessor): { readonly node: ts.AccessorDeclaration; readonly source: Source } | undefined {
    for (let at: Meaning | undefined = possible(owner)[0], depth = 0; at !== undefined && depth < maxDepth; depth++) {
      if (at.type !== 'object' && at.type !== 'class' && at.type !== 'literal') return undefined;
      const { node, source } = at;
      const ofClass = at.type === 'class';
      const members: readonly (ts.ClassElement | ts.ObjectLiteralElementLike)[] = at.type === 'literal' ? at.node.properties : at.node.members;
      for (const member of members) {
        if (member.name === undefined || nameOf(member.name) !== name || (node.kind !== SyntaxKind.ObjectLiteralExpression && isStatic(member as ts.ClassElement) !== ofClass)) continue;
        if (member.kind === kind) return { node: member as ts.AccessorDeclaration, source };
        if (member.kind !== SyntaxKind.GetAccessor && member.kind !== SyntaxKind.SetAccessor) return undefined;
      }
      at = at.type === 'object' ? this.#meanings.base(at) : undefined;
    }
    return undefined;
  }

  #memberOfObject(owner: Extract<Meaning, { type: 'object' }>, name: string): Meaning | undefined {
    const { node, source } = owner;
    for (const member of node.members) {
      if (isConstructorDeclaration(member)) {
        const property = member.parameters.find((parameter) => isParameterPropertyDeclaration(parameter, member) && isIdentifier(parameter.name) && parameter.name.text === name);
        if (property !== undefined) return this.#parameterProperty(property, source);
      }
      if (member.name === undefined || nameOf(member.name) !== name || isStatic(member)) continue;
      if (isMethodDeclaration(member)) {
        if (member.body !== undefined) return { type: 'function', node: member, source, self: owner };
        if (!node.members.some((other) => isMethodDeclaration(other) && other.body !== undefined && nameOf(other.name) === name)) return { type: 'signature', returns: member.type, source, of: name };
      }
      if (isGetAccessorDeclaration(member)) return this.#meanings.returnedBy(member, source);
      if (isPropertyDeclaration(member)) {
        const value = member.initializer === undefined ? undefined : this.#meanings.of(member.initializer, source);
        if (value !== undefined) return value.type === 'function' ? { ...value, self: owner } : value;
        const typed = member.type === undefined || isAny(member.type) ? undefined : this.#meanings.ofType(member.type, source);
        return typed ?? this.#assignedInConstructor(node, name, source);
      }
    }
    const base = this.#meanings.base(owner);
    const inherited = base === undefined ? undefined : this.of(base, name);
    // An inherited method calls the overriding ones.
    return inherited?.type === 'function' && inherited.self !== undefined ? { ...inherited, self: owner } : inherited;
  }

  #parameterProperty(parameter: ts.ParameterDeclaration, source: Source): Meaning | undefined {
    return parameter.type === undefined || isAny(parameter.type) ? undefined : this.#meanings.ofType(parameter.type, source);
  }

  #assignedInConstructor(node: ts.ClassLikeDeclaration, name: string, source: Source): Meaning | undefined {
    const body = node.members.find((member) => isConstructorDeclaration(member))?.body;
    for (const statement of body?.statements ?? []) {
      if (!isExpressionStatement(statement) || !isBinaryExpression(statement.expression)) continue;
      const { left, right } = statement.expression;
      if (isPropertyAccessExpression(left) && left.expression.kind === SyntaxKind.ThisKeyword && left.name.text === name) {
        const meaning = this.#meanings.of(right, source);
        return meaning?.type === 'parameter' ? undefined : meaning;
      }
    }
    return undefined;
  }

  #memberOfClass(owner: Extract<Meaning, { type: 'class' }>, name: string): Meaning | undefined {
    const { node, source } = owner;
    for (const member of node.members) {
      if (member.name === undefined || nameOf(member.name) !== name || !isStatic(member)) continue;
      if (isMethodDeclaration(member) && member.body !== undefined) return { type: 'function', node: member, source, self: owner };
      if (isPropertyDeclaration(member)) return (member.initializer === undefined ? undefined : this.#meanings.of(member.initializer, source)) ?? (member.type === undefined ? undefined : this.#meanings.ofType(member.type, source));
      if (isGetAccessorDeclaration(member)) return this.#meanings.returnedBy(member, source);
    }
    const base = this.#meanings.extended(node, source);
    return base === undefined ? undefined : this.of(base, name);
  }

  #memberOfLiteral(owner: Extract<Meaning, { type: 'literal' }>, name: string): Meaning | undefined {
    const { node, source } = owner;
    for (const property of node.properties.toReversed()) {
      if (isSpreadAssignment(property)) {
        const spread = this.#meanings.of(property.expression, source);
        const member = spread === undefined ? undefined : this.of(spread, name);
        if (member !== undefined) return member;
        continue;
      }
      if (nameOf(property.name) !== name) continue;
      if (isMethodDeclaration(property)) return { type: 'function', node: property, source, self: owner };
      if (isGetAccessorDeclaration(property)) return this.#meanings.returnedBy(property, source);
      if (isPropertyAssignment(property)) return this.#meanings.of(property.initializer, source);
      if (isShorthandPropertyAssignment(property)) return this.#meanings.of(property.name, source);
    }
    return undefined;
  }

  #memberOfShape(owner: Extract<Meaning, { type: 'shape' }>, name: string): Meaning | undefined {
    const { node, source } = owner;
    for (const member of node.members) {
      if (member.name === undefined || nameOf(member.name) !== name) continue;
      if (isMethodSignature(member)) return { type: 'signature', returns: member.type, source, of: `${owner.name}.${name}` };
      if (isPropertySignature(member) && member.type !== undefined) {
        const typed = this.#meanings.ofType(member.type, source);
        return typed?.type === 'signature' ? { ...typed, of: `${owner.name}.${name}` } : typed;
      }
    }
    if (!isInterfaceDeclaration(node)) return undefined;
    for (const clause of node.heritageClauses ?? []) {
      for (const type of clause.types) {
        const base = isIdentifier(type.expression) ? this.#types.named([type.expression.text], type.typeArguments?.[0], source) : undefined;
        const member = base === undefined ? undefined : this.of(base, name);
        if (member !== undefined) return member;
      }
    }
    return undefined;
  }

  /** What a file exports under a name, re-exports followed. */
  exported(source: Source, name: string, seen = new Set<Source>()): Meaning | undefined {
    if (seen.has(source)) return undefined;
    seen.add(source);
    const { names, stars } = source.exports;
    const direct = names.get(name);
    if (direct !== undefined) return this.#export(direct, source, seen);
    const assigned = names.get('export=');
    if (assigned !== undefined) {
      const whole = this.#export(assigned, source, seen);
      return whole === undefined || name === 'default' ? whole : this.of(whole, name);
    }
    if (name === 'default') return names.size > 0 && stars.length === 0 && !isEsModule(source) ? { type: 'module', source } : undefined;
    for (const specifier of stars) {
      const target = this.#sources.resolve(specifier, source.path);
      const meaning = target === undefined ? undefined : this.exported(target, name, seen);
      if (meaning !== undefined) return meaning;
    }
    return undefined;
  }

  #export(found: Export, source: Source, seen: Set<Source>): Meaning | undefined {
    switch (found.type) {
      case 'declaration':
        return isClassDeclaration(found.node) ? { type: 'class', node: found.node, source } : { type: 'function', node: found.node, source };
      case 'expression':
        return this.#meanings.of(found.node, source);
      case 'name': {
        const binding = source.bound.useOf.get(found.name)?.binding ?? source.bound.moduleScope.bindings?.get(found.name.text);
        return binding === undefined ? undefined : this.#meanings.ofBinding(binding, source);
      }
      case 'from': {
        const target = this.#sources.resolve(found.specifier, source.path);
        if (target === undefined) {
          const whole = this.#meanings.module(found.specifier, source);
          return whole === undefined || found.name === '*' ? whole : this.of(whole, found.name);
        }
        return found.name === '*' ? { type: 'module', source: target } : this.exported(target, found.name, seen);
      }
    }
  }
}

/** The methods of its class that a method calls, and those that these call. */
function ownCalls(node: ts.Node, { members }: ts.ClassLikeDeclaration): ReadonlySet<string> {
  const called = new Set<string>();
  const open = [node];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const text = at.getText();
    for (const member of members) {
      if (!isMethodDeclaration(member) || member.body === undefined || !isIdentifier(member.name) || called.has(member.name.text) || !text.includes(`this.${member.name.text}(`)) continue;
      called.add(member.name.text);
      open.push(member);
    }
  }
  return called;
}

/** Whether it may be the owner: an object of the same class, the same class, the same literal. */
function isOf(meaning: Meaning | undefined, owner: Meaning): boolean {
  return meaning !== undefined && 'node' in owner && possible(meaning).some((one) => one.type === owner.type && 'node' in one && one.node === owner.node);
}

/** `{}` of `options ?? {}`: where a member is taken of it and called, it is the other one. */
function isLacking(meaning: Meaning, name: string): boolean {
  return meaning.type === 'literal' && meaning.node.properties.every((property) => property.name !== undefined && nameOf(property.name) !== undefined && nameOf(property.name) !== name);
}
