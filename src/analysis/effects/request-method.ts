/** By which method a request is made, as far as the file tells, and where what its callers hand in decides. */
import ts from 'typescript';
import { accessOf } from '../access.ts';
import type { Binding } from '../scopes.ts';
import { methodName, unwrap } from '../syntax.ts';
import { calleeOf, type Site } from './call-site.ts';
import { constantValue, parameterOf, type Keys } from './keys.ts';
import type { Meanings } from './meanings.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isBinaryExpression, isBindingElement, isCallExpression, isConditionalExpression, isIdentifier, isNewExpression, isObjectBindingPattern, isObjectLiteralExpression, isParameter, isPropertyAccessExpression, isPropertyAssignment, isShorthandPropertyAssignment, isSpreadAssignment, isSpreadElement, isStringLiteralLike, isTemplateExpression, isVariableDeclaration } = ts;

/** A parameter, or a member of it, that holds the method where one is handed in. */
export interface HandedMethod {
  readonly parameter: number;
  readonly members: readonly string[];
}

/** What has to be a reading method, or be left out, for the request to read: nothing where that is plain. Undefined where the request may write. */
export type Reading = readonly HandedMethod[] | undefined;

/** Around a name that is only looked at, or copied. */
const onlyLook: ReadonlySet<ts.SyntaxKind> = new Set([SyntaxKind.SpreadAssignment, SyntaxKind.ConditionalExpression, SyntaxKind.IfStatement, SyntaxKind.PrefixUnaryExpression, SyntaxKind.TypeOfExpression]);

/** Options are followed through names and objects this far. */
const maxSteps = 6;

export class RequestMethods {
  readonly #meanings: Meanings;
  readonly #keys: Keys;

  constructor(meanings: Meanings, keys: Keys) {
    this.#meanings = meanings;
    this.#keys = keys;
  }

  /** Of an expression for the method itself, or for the options that have it under the members. */
  of(expression: ts.Expression | undefined, members: readonly string[], site: Site, steps = 0): Reading {
    if (expression === undefined) return [];
    const node = unwrap(expression);
    if (steps > maxSteps || isSpreadElement(node)) return undefined;
    const next = (one: ts.Expression | undefined, under = members): Reading => this.of(one, under, site, steps + 1);
    if (node.kind === SyntaxKind.NullKeyword || (isIdentifier(node) && node.text === 'undefined')) return [];
    if (isConditionalExpression(node)) return both(next(node.whenTrue), next(node.whenFalse));
    if (isBinaryExpression(node) && (node.operatorToken.kind === SyntaxKind.QuestionQuestionToken || node.operatorToken.kind === SyntaxKind.BarBarToken)) return both(next(node.left), next(node.right));
    // `...(body && { body })`
    if (isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.AmpersandAmpersandToken) return next(node.right);
    if (isObjectLiteralExpression(node)) return this.#inLiteral(node, members, next);
    if (isNewExpression(node) && members.length > 0 && isIdentifier(node.expression) && node.expression.text === 'Request') return both(this.ofUrl(node.arguments?.[0], site), next(node.arguments?.[1]));
    if (isCallExpression(node) && members.length === 0 && isPropertyAccessExpression(node.expression) && /^to(Upper|Lower)Case$/.test(node.expression.name.text)) return next(node.expression.expression);
    if (isPropertyAccessExpression(node)) {
      return this.#written(node, members, site) ?? next(node.expression, [node.name.text, ...members]);
    }
    const binding = isIdentifier(node) ? site.frame.source.bound.useOf.get(node)?.binding : undefined;
    const named = binding === undefined || binding.changes || isSetOtherwise(binding, members, site) ? undefined : this.#ofBinding(binding, members, site, next);
    return named ?? this.#written(node, members, site);
  }

  /** A request that is made elsewhere may stand where a URL does: by its type, or else its name. */
  ofUrl(argument: ts.Expression | undefined, site: Site): Reading {
    if (argument === undefined) return [];
    const { source } = site.frame;
    const meaning = this.#meanings.of(argument, source);
    const declaration = source.bound.useOf.get(unwrap(argument))?.binding.declarations[0]?.parent;
    const type = declaration !== undefined && isParameter(declaration) ? declaration.type?.getText(source.file) : undefined;
    const mayBeRequest = meaning?.type === 'instance' ? meaning.path.length === 0 && /^(Request|AxiosRequestConfig)$/.test(meaning.name) : /(^req|request|config|options|opts)$/i.test(methodName(argument) ?? '') || /\bRequest(Info)?\b/.test(type ?? '');
    return mayBeRequest ? this.of(argument, ['method'], site) : [];
  }

  /** The last property stands; what is spread may lack it, and then those before do. */
  #inLiteral(literal: ts.ObjectLiteralExpression, [member, ...rest]: readonly string[], next: (one: ts.Expression | undefined, under?: readonly string[]) => Reading): Reading {
    if (member === undefined) return undefined;
    let reading: Reading = [];
    for (const property of literal.properties.toReversed()) {
      if (isSpreadAssignment(property)) reading = both(reading, next(property.expression));
      else if (!(isIdentifier(property.name) || isStringLiteralLike(property.name))) return undefined;
      else if (property.name.text === member) {
        const value = isPropertyAssignment(property) ? property.initializer : isShorthandPropertyAssignment(property) ? property.name : undefined;
        return value === undefined ? undefined : both(reading, next(value, rest));
      }
    }
    return reading;
  }

  #ofBinding(binding: Binding, members: readonly string[], { frame }: Site, next: (one: ts.Expression | undefined, under?: readonly string[]) => Reading): Reading {
    const parameter = binding.kind === 'parameter' && frame.open && binding.scope.unit === frame.unit ? parameterOf(binding) : undefined;
    const taken: string[] = [];
    let reading: Reading = [];
    for (let node: ts.Node | undefined = binding.declarations[0]?.parent; node !== undefined; ) {
      // Where none is handed in the default stands.
      if (isBindingElement(node) && isObjectBindingPattern(node.parent)) {
        reading = both(reading, next(node.initializer, [...taken, ...members]));
        const key = node.propertyName ?? node.name;
        if (node.dotDotDotToken === undefined) {
          if (!isIdentifier(key) && !isStringLiteralLike(key)) return undefined;
          taken.unshift(key.text);
        }
        node = node.parent.parent;
      } else if (isParameter(node)) {
        if (parameter === undefined || node.dotDotDotToken !== undefined) return undefined;
        return both(both(reading, next(node.initializer, [...taken, ...members])), [{ parameter: parameter.index, members: [...taken, ...members] }]);
      } else if (isVariableDeclaration(node)) {
        const initial = taken.length > 0 || isObjectBindingPattern(node.name) ? node.initializer : constantValue(binding);
        return initial === undefined ? undefined : both(reading, next(initial, [...taken, ...members]));
      } else return undefined;
    }
    return undefined;
  }

  /** A method that is written out somewhere; and a text, or an address, has none. */
  #written(node: ts.Expression, members: readonly string[], site: Site): Reading {
    if (members.length === 0) {
      const key = this.#keys.value(node, site.frame);
      return key.every((part) => typeof part === 'string') && /^(get|head|options)$/i.test(key.join('')) ? [] : undefined;
    }
    if (isStringLiteralLike(node) || isTemplateExpression(node) || (isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.PlusToken)) return [];
    const meaning = this.#meanings.of(node, site.frame.source);
    return meaning?.type === 'instance' && meaning.module === 'global' && /^(string|URL)$/.test(meaning.name) ? [] : undefined;
  }
}

export function both(one: Reading, other: Reading): Reading {
  return one === undefined || other === undefined ? undefined : [...one, ...other];
}

/** Whether something else may be put there afterwards: `options.method = 'POST'`, `prepare(options)`. The call itself leaves what it is given as it is. */
function isSetOtherwise({ uses }: Binding, members: readonly string[], { call, frame: { source } }: Site): boolean {
  return members.length > 0 && uses.some((use) => {
    if (use.flow === 'declare') return false;
    const { path, flow, whole } = accessOf(use);
    if (!path.every((name, at) => name === members[at] || (name === '*' && at < members.length))) return false;
    if (flow !== 'read') return true;
    const { parent } = whole;
    const isOnCall = isCallExpression(parent) && (parent.expression === whole || source.text(parent.expression) === source.text(calleeOf(call)));
    return path.length < members.length && !isOnCall && !onlyLook.has(parent.kind) && !(isBinaryExpression(parent) && parent.operatorToken.kind !== SyntaxKind.EqualsToken) && !(isVariableDeclaration(parent) && isObjectBindingPattern(parent.name));
  });
}
