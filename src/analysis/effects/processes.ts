/** What a program that is run does: by its command line, where that is known, and by where its output goes. */
import ts from 'typescript';
import { methodName, unwrap } from '../syntax.ts';
import { argumentsOf, propertyOf, type Site } from './call-site.ts';
import { readCommand } from './commands.ts';
import type { Effect, Hole, Key, ResourceKind } from './effect.ts';
import { anything, asText, writtenOut, type Keys } from './keys.ts';
import type { Meanings } from './meanings.ts';
import { isSerial, type Touch } from './touch.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isArrayLiteralExpression, isConditionalExpression, isIdentifier, isNumericLiteral, isObjectLiteralExpression, isPropertyAssignment, isShorthandPropertyAssignment, isSpreadAssignment, isSpreadElement, isStringLiteralLike } = ts;

export class Processes {
  readonly #meanings: Meanings;
  readonly #keys: Keys;

  constructor(meanings: Meanings, keys: Keys) {
    this.#meanings = meanings;
    this.#keys = keys;
  }

  /** A child process may do anything to files, except for the commands that are known. */
  touch(access: Effect['access'], site: Site, touch: Touch): void {
    const given = argumentsOf(site.call);
    const [first] = given;
    const second = given[1] === undefined ? undefined : unwrap(given[1]);
    const parts: (string | Hole)[] = first === undefined || isSpreadElement(first) ? [] : [...this.#keys.value(first, site.frame)];
    // No shell reads what stands in a list: a bar in it is a bar.
    let text = parts.map(asText).join('');
    if (second !== undefined && isArrayLiteralExpression(second)) {
      for (const element of second.elements) {
        const value = isSpreadElement(element) ? [anything] : this.#keys.value(element, site.frame);
        const word = value.map(asText).join('');
        parts.push(' ', ...value);
        text += /[<>|;&`$]/.test(word) ? ' ""' : ` ${word}`;
      }
    }
    for (const argument of given) this.#streams(argument, site, touch);
    const told = readCommand(text);
    if (told === undefined) touch(access, 'process', parts.length === 0 ? undefined : parts);
    else for (const one of told) touch(one.access, one.kind, keyOfCommand(one.kind, parts));
  }

  /** `{ stdio: 'inherit' }`, `{ stdout: { file } }`: what a program prints goes to the terminal or a file, and what it takes in comes from there. */
  #streams(argument: ts.Expression, site: Site, touch: Touch): void {
    const options = writtenOut(argument, site.frame);
    if (isConditionalExpression(options)) {
      for (const branch of [options.whenTrue, options.whenFalse]) this.#streams(branch, site, touch);
    } else if (isObjectLiteralExpression(options)) {
      for (const property of options.properties) {
        const name = property.name !== undefined && (isIdentifier(property.name) || isStringLiteralLike(property.name)) ? property.name.text : undefined;
        if (isSpreadAssignment(property)) this.#streams(property.expression, site, touch);
        else if (name === undefined || !/^(stdio|stdin|stdout|stderr|inputFile)$/.test(name)) continue;
        else if (isPropertyAssignment(property)) this.#stream(property.initializer, name, site, touch);
        else if (isShorthandPropertyAssignment(property)) this.#stream(property.name, name, site, touch);
      }
    } else if (!isArrayLiteralExpression(options) && this.#meanings.of(options, site.frame.source)?.type === 'parameter' && /^(options|opts)$|Options$|Opts$/.test(methodName(options) ?? '')) {
      site.into.gap({ where: site.where, text: site.text, nameSays: 'pure', reason: `where its output goes stands in \`${site.frame.source.text(options)}\`, which is handed in` });
    }
  }

  #stream(expression: ts.Expression, option: string, site: Site, touch: Touch): void {
    const value = writtenOut(expression, site.frame);
    if (isConditionalExpression(value)) {
      for (const branch of [value.whenTrue, value.whenFalse]) this.#stream(branch, option, site, touch);
    } else if (isArrayLiteralExpression(value)) {
      for (const element of value.elements) this.#stream(isSpreadElement(element) ? element.expression : element, option, site, touch);
    } else if (option === 'inputFile') touch('read', 'file', this.#keys.value(value, site.frame));
    else if (isObjectLiteralExpression(value)) {
      const file = propertyOf(value, 'file');
      if (file !== undefined) touch(option === 'stdin' ? 'read' : 'write', 'file', this.#keys.value(file, site.frame));
    } else if (isStringLiteralLike(value) ? value.text === 'inherit' : isNumericLiteral(value) || /^process\.std(in|out|err)$/.test(site.frame.source.text(value))) touch('write', 'terminal', undefined);
    else if (!isStringLiteralLike(value) && value.kind !== SyntaxKind.NullKeyword && site.frame.source.text(value) !== 'undefined') {
      site.into.gap({ where: site.where, text: site.text, nameSays: 'pure', reason: `where its output goes is not known of \`${site.frame.source.text(value)}\`` });
    }
  }
}

/** The run of a command that a caller has written out by now (`run('npm list')`): what that does, where it is known. */
export function asCommand(effect: Effect): readonly Effect[] {
  const { key } = effect.resource;
  const text = key?.every((part) => typeof part === 'string') === true ? key.join('') : '';
  // Of a program alone, with arguments that stand elsewhere, nothing is told.
  const told = /\S\s+\S/.test(text) ? readCommand(text) : undefined;
  return told?.map(({ access, kind }) => {
    const own = keyOfCommand(kind, key);
    return { ...effect, access, resource: { kind, serial: isSerial(access, kind), ...(own === undefined ? {} : { key: own }) } };
  }) ?? [effect];
}

/** Of a service the program tells which it is (`gh release create`, `gh release view`), and nothing which part of it. */
function keyOfCommand(kind: ResourceKind, line: Key | undefined): Key | undefined {
  if (kind === 'process') return line;
  const program = kind === 'host' && typeof line?.[0] === 'string' ? /\w+/.exec(line[0])?.[0] : undefined;
  return program === undefined ? undefined : [program, ' ', anything];
}
