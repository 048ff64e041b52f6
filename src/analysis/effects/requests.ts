/** What a request does to the service that it goes to: by its method, wherever that stands. */
import ts from 'typescript';
import { argumentsOf, givenAt, propertyOf, type Site } from './call-site.ts';
import type { ArgumentRef, Clause } from './clauses.ts';
import { Collector, type Invocation } from './collector.ts';
import type { Key, Summary } from './effect.ts';
import { writtenOut, type Keys } from './keys.ts';
import type { Meanings } from './meanings.ts';
import { both, RequestMethods, type HandedMethod, type Reading } from './request-method.ts';
import type { Touch } from './touch.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isIdentifier, isNewExpression, isObjectLiteralExpression, isSpreadElement } = ts;

export class Requests {
  readonly #keys: Keys;
  readonly #methods: RequestMethods;

  constructor(meanings: Meanings, keys: Keys) {
    this.#keys = keys;
    this.#methods = new RequestMethods(meanings, keys);
  }

  /** The request may be an object with all that belongs to it: `new Request(url, { method })`, `{ url, method }`. One whose method is handed in is told by whoever calls. */
  touch(clause: Extract<Clause, { type: 'request' }>, site: Site, touch: Touch): void {
    const argument = givenAt(clause.argument, site.call);
    const request = argument === undefined ? undefined : writtenOut(argument, site.frame);
    const isNew = request !== undefined && isNewExpression(request) && isIdentifier(request.expression) && request.expression.text === 'Request';
    const isObject = request !== undefined && isObjectLiteralExpression(request);
    const url = isNew ? request.arguments?.[0] : isObject ? propertyOf(request, 'url') : argument;
    const key = url === undefined ? undefined : this.#keys.value(url, site.frame);
    const method = clause.method === undefined ? undefined : givenAt(clause.method, site.call);
    const reading = method === undefined ? both(this.#inOptions(clause.method, isNew || isObject, site), isNew || isObject ? this.#methods.of(argument, ['method'], site) : this.#methods.ofUrl(argument, site)) : this.#methods.of(method, [], site);
    if (reading === undefined || reading.length === 0) touch(reading === undefined ? 'write' : 'read', 'host', key);
    else this.#ask(reading, asWrite(key, site), site);
  }

  /** The request that a helper makes, told by whoever calls the helper; `otherwise` is what it is where it may write. */
  handed({ members }: Invocation, otherwise: Summary, argument: ts.Expression | undefined, site: Site): void {
    const reading = this.#methods.of(argument, members, site);
    const [effect] = otherwise.writes;
    if (reading === undefined) {
      site.into.take(otherwise);
      const key = effect?.resource.key;
      if (effect !== undefined && key !== undefined && signsIn(key)) site.into.add(effect, { ...effect.resource, key: originOf(key) });
    } else if (reading.length > 0) this.#ask(reading, otherwise, site);
    else if (effect !== undefined) {
      site.into.add({ ...effect, access: 'read' });
      site.into.waits();
    }
  }

  #ask(reading: readonly HandedMethod[], otherwise: Summary, { into, where, text }: Site): void {
    into.waits();
    for (const { parameter, members } of reading) into.invoke({ as: 'request', parameter, members, where, text, otherwise });
  }

  /** Without a method it is GET. Where nothing says where a method would stand, the request may be any. */
  #inOptions(ref: ArgumentRef | undefined, isWhole: boolean, site: Site): Reading {
    if (typeof ref?.from !== 'number') return isWhole ? [] : undefined;
    const given = argumentsOf(site.call).slice(0, ref.from + 1);
    return this.#methods.of(given.find((one) => isSpreadElement(one)) ?? given[ref.from], ref.members, site);
  }
}

function asWrite(key: Key | undefined, { where, text, origin }: Site): Summary {
  const into = new Collector();
  into.add({ access: 'write', resource: { kind: 'host', serial: false, ...(key === undefined ? {} : { key }) }, where, text, source: origin });
  into.waits();
  return into.finish();
}

/** `/login`, `auth/sign-out`: gives or takes a cookie. */
export function signsIn(key: Key): boolean {
  const path = key.map((part) => (typeof part === 'string' ? part : '*')).join('').replace(/^\w+:\/\/[^/?#]*|[?#].*$/gs, '');
  return /\b((log|sign)[-_]?(in|out|on|up)|sessions?|refresh)\/?$/i.test(path);
}

/** The part of a URL before its path: `https://shop.org`, `${base}`, or `/` of a path alone. */
export function originOf(key: Key): Key {
  const [first, ...rest] = key;
  if (typeof first !== 'string') return first === undefined ? key : [first];
  const whole = /^\w+:\/\/[^/?#]*/.exec(first)?.[0];
  if (whole === undefined) return ['/'];
  // `https://${host}`: the host goes on in the next part, up to its own path.
  const [next] = whole.length < first.length ? [] : rest;
  const more = typeof next === 'string' ? /^[^/?#]*/.exec(next)?.[0] : next;
  return more === undefined || more === '' ? [whole] : [whole, more];
}
