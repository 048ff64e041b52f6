/** Puts the arguments and the receiver of a call in the place of the parameters and the `this` of its callee. */
import ts from 'typescript';
import { isFunctionNode, type FunctionNode } from '../scopes.ts';
import { methodName, unwrap } from '../syntax.ts';
import { argumentsOf, calleeOf, propertyOf, type Site } from './call-site.ts';
import type { Hole, Key } from './effect.ts';
import { settled, writtenOut, type Frame, type Keys } from './keys.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isCallExpression, isConditionalExpression, isElementAccessExpression, isIdentifier, isNewExpression, isObjectLiteralExpression, isParameter, isPropertyAccessExpression, isSpreadElement, isStringLiteralLike } = ts;

export class Arguments {
  readonly #keys: Keys;

  constructor(keys: Keys) {
    this.#keys = keys;
  }

  /** `gone`: a place that nobody else can see. Undefined: any. */
  put(key: Key | undefined, site: Site, node: FunctionNode | undefined): Key | undefined | 'gone' {
    if (key === undefined) return undefined;
    if (!key.some(isOfCaller)) return settled(key);
    const parts: (string | Hole)[] = [];
    for (const [index, part] of key.entries()) {
      if (typeof part === 'string' || part.parameter === undefined) {
        parts.push(part);
        continue;
      }
      const found = part.parameter === 'this' ? this.#receiverKey(part, site) : this.#argumentKey(part, part.parameter, site);
      if (found === 'gone') {
        if (index === 0 && part.members === undefined) return 'gone';
        return undefined;
      }
      if (found === undefined) {
        // Text that is not given is told by the parameter's default, if by anything.
        const fallback = node === undefined || part.parameter === 'this' ? undefined : node.parameters[part.parameter]?.initializer;
        if (fallback !== undefined && isStringLiteralLike(fallback) && argumentsOf(site.call)[part.parameter as number] === undefined) parts.push(fallback.text);
        else return undefined;
      } else parts.push(...found);
    }
    return settled(parts);
  }

  #receiverKey(part: Hole, site: Site): Key | undefined | 'gone' {
    const { call } = site;
    if (isNewExpression(call)) return part.members === undefined ? 'gone' : undefined;
    const callee = unwrap(calleeOf(call));
    const base = isPropertyAccessExpression(callee) || isElementAccessExpression(callee) ? callee.expression : undefined;
    // A destructured or handed-on method has an unknown receiver.
    const place = base === undefined ? undefined : site.placeOf(base, this.#keys);
    if (place === undefined) return base === undefined ? [{ ...part, stable: false, id: `${part.id}?` }].map(({ parameter: _, members: __, ...hole }) => hole) : 'gone';
    if (part.members === undefined) return place;
    const [only] = place;
    // The value of a member: two objects, each made for itself, may hold the same.
    return place.length === 1 && typeof only === 'object' ? [memberOf(only, part.members)] : [...place, ...part.members.map((member) => `.${member}`)];
  }

  #argumentKey(part: Hole, parameter: number, site: Site): Key | undefined | 'gone' {
    const given = argumentsOf(site.call);
    const spread = given.findIndex((argument) => isSpreadElement(argument));
    const argument = given[parameter];
    if (spread >= 0 && spread <= parameter) return restOf(given[spread], parameter - spread, part, site.frame);
    if (argument === undefined) return undefined;
    if (part.members === undefined) {
      return site.placeOf(argument, this.#keys) ?? 'gone';
    }
    let value: ts.Expression = unwrap(argument);
    let at = 0;
    while (at < part.members.length && isObjectLiteralExpression(value)) {
      const property: ts.Expression | undefined = propertyOf(value, part.members[at] ?? '');
      if (property === undefined) return undefined;
      value = unwrap(property);
      at += 1;
    }
    const rest = part.members.slice(at);
    const key = this.#keys.value(value, site.frame);
    if (rest.length === 0) return key;
    const [only] = key;
    if (key.length !== 1 || typeof only !== 'object') return undefined;
    return [memberOf(only, rest)];
  }
}

/** `fn(...args)` of `function retry(fn, ...args)`: whatever the caller puts there. */
function restOf(spread: ts.Expression | undefined, at: number, { members }: Hole, { open, source, unit }: Frame): Key | undefined {
  const name = spread !== undefined && isSpreadElement(spread) ? unwrap(spread.expression) : undefined;
  const binding = name === undefined ? undefined : source.bound.useOf.get(name)?.binding;
  const declaration = binding?.declarations[0]?.parent;
  if (!open || binding?.scope.unit !== unit || declaration === undefined || !isParameter(declaration) || declaration.dotDotDotToken === undefined || !isFunctionNode(unit.node)) return undefined;
  const path = [at, ...(members ?? [])].join('.');
  return [{ id: `${source.path}:${binding.declarations[0]?.pos ?? 0}.${path}`, text: `${binding.name}.${path}`, stable: !binding.changes, parameter: unit.node.parameters.indexOf(declaration) + at, ...(members === undefined ? {} : { members }) }];
}

/** Whether the call does not hand in what the members lead to, or may not. */
export function mayLeaveOut({ call, frame }: Site, parameter: number, members: readonly string[]): boolean {
  const given = argumentsOf(call);
  if (given.slice(0, parameter + 1).some((argument) => isSpreadElement(argument))) return true;
  let value = given[parameter];
  for (const member of members) {
    const literal = value === undefined ? undefined : writtenOut(value, frame);
    if (literal === undefined || !isObjectLiteralExpression(literal)) return true;
    value = propertyOf(literal, member);
  }
  return value === undefined || mayBeNothing(value, frame);
}

/** `undefined`, what may be absent by how it is declared or had, and any member of another object. */
function mayBeNothing(expression: ts.Expression, frame: Frame): boolean {
  const node = writtenOut(expression, frame);
  if (isIdentifier(node)) {
    const declaration = frame.source.bound.useOf.get(node)?.binding.declarations[0]?.parent;
    return node.text === 'undefined' || (declaration !== undefined && isParameter(declaration) && (declaration.questionToken !== undefined || (declaration.type !== undefined && /\bundefined\b/.test(declaration.type.getText()))));
  }
  if (isConditionalExpression(node)) return mayBeNothing(node.whenTrue, frame) || mayBeNothing(node.whenFalse, frame);
  if (isCallExpression(node)) return /^(get|find|at|pop|shift)$/.test(methodName(node.expression) ?? '');
  return isPropertyAccessExpression(node) || isElementAccessExpression(node);
}

function memberOf(owner: Hole, members: readonly string[]): Hole {
  const path = members.join('.');
  return { ...owner, id: `${owner.id}.${path}`, text: `${owner.text}.${path}`, fresh: false, ...(owner.members === undefined ? {} : { members: [...owner.members, ...members] }) };
}

/** Whether the caller decides what stands there. */
function isOfCaller(part: string | Hole): boolean {
  return typeof part !== 'string' && part.parameter !== undefined;
}
