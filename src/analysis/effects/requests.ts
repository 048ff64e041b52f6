/** What a request does to the service that it goes to: by its method, wherever that stands. */
import ts from 'typescript';
import { methodName, unwrap } from '../syntax.ts';
import { argumentsOf, givenAt, propertyOf, type Site } from './call-site.ts';
import type { ArgumentRef, Clause } from './clauses.ts';
import type { Key } from './effect.ts';
import { writtenOut, type Keys } from './keys.ts';
import type { Meanings } from './meanings.ts';
import type { Touch } from './touch.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isIdentifier, isNewExpression, isObjectLiteralExpression, isSpreadAssignment } = ts;

export class Requests {
  readonly #meanings: Meanings;
  readonly #keys: Keys;

  constructor(meanings: Meanings, keys: Keys) {
    this.#meanings = meanings;
    this.#keys = keys;
  }

  /** The request may be an object with all that belongs to it: `new Request(url, { method })`, `{ url, method }`. */
  touch(clause: Extract<Clause, { type: 'request' }>, site: Site, touch: Touch): void {
    const argument = givenAt(clause.argument, site.call);
    const method = clause.method === undefined ? undefined : givenAt(clause.method, site.call);
    const keyOf = (url: ts.Expression | undefined): Key | undefined => (url === undefined ? undefined : this.#keys.value(url, site.frame));
    const request = argument === undefined ? undefined : writtenOut(argument, site.frame);
    if (request !== undefined && isNewExpression(request) && isIdentifier(request.expression) && request.expression.text === 'Request') {
      const [url, options] = request.arguments ?? [];
      const literal = options === undefined ? undefined : unwrap(options);
      const isRead = method === undefined ? literal === undefined || (isObjectLiteralExpression(literal) && this.#isReadingIn(literal, site)) : this.#isReading(clause.method, method, site);
      touch(isRead ? 'read' : 'write', 'host', keyOf(url));
    } else if (request !== undefined && isObjectLiteralExpression(request)) {
      touch(this.#isReadingIn(request, site) ? 'read' : 'write', 'host', keyOf(propertyOf(request, 'url')));
    } else {
      const isRead = this.#isReading(clause.method, method, site) && !(method === undefined && argument !== undefined && this.#mayHoldMethod(argument, site));
      touch(isRead ? 'read' : 'write', 'host', keyOf(argument));
    }
  }

  /** A request that is made elsewhere, by its type or else its name. */
  #mayHoldMethod(argument: ts.Expression, site: Site): boolean {
    const meaning = this.#meanings.of(argument, site.frame.source);
    return meaning?.type === 'instance' ? meaning.path.length === 0 && /^(Request|AxiosRequestConfig)$/.test(meaning.name) : /(^req|request|config|options|opts)$/i.test(methodName(argument) ?? '');
  }

  #isReadingIn(options: ts.ObjectLiteralExpression, site: Site): boolean {
    const method = propertyOf(options, 'method');
    return method === undefined ? !options.properties.some((property) => isSpreadAssignment(property)) : this.#isReading(undefined, method, site);
  }

  /** Without a method it is GET; one that is not told may be any. */
  #isReading(ref: ArgumentRef | undefined, method: ts.Expression | undefined, site: Site): boolean {
    if (method !== undefined) {
      const key = this.#keys.value(method, site.frame);
      return key.every((part) => typeof part === 'string') && /^(get|head|options)$/i.test(key.join(''));
    }
    if (typeof ref?.from !== 'number') return false;
    const options = argumentsOf(site.call)[ref.from];
    if (options === undefined) return true;
    const value = unwrap(options);
    return isObjectLiteralExpression(value) && !value.properties.some((property) => isSpreadAssignment(property));
  }
}
