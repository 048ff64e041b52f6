/** What of a path's end an error is about: what stands there, the name it stands under, or, where the text is no JSON, this stretch of it. */
export type About = 'value' | 'key' | { readonly start: number; readonly end: number };

/** A scenario document that cannot be used. The message begins with the path in the document, and says how to mend it. */
export class ScenarioError extends Error {
  /** Such as `tasks[0].do[2].compute`; empty for the document itself. */
  readonly path: string;
  readonly about: About;

  constructor(path: string, message: string, about: About = 'value') {
    super(path === '' ? `the scenario ${message}` : `${path}: ${message}`);
    this.name = 'ScenarioError';
    this.path = path;
    this.about = about;
  }
}

/** A value of a JSON document together with where it stands. */
export class Entry {
  readonly value: unknown;
  readonly path: string;

  constructor(value: unknown, path: string) {
    this.value = value;
    this.path = path;
  }

  fail(message: string, about: About = 'value'): never {
    throw new ScenarioError(this.path, message, about);
  }

  get exists(): boolean {
    return this.value !== undefined;
  }

  /** A member of an object; its value is undefined where there is none. */
  at(key: string): Entry {
    const { value } = this;
    const member: unknown = typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
    return new Entry(member, join(this.path, key));
  }

  isObject(): boolean {
    return typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value);
  }

  /** The members of an object. With `known`, any other key is an error. */
  members(known?: readonly string[]): [string, Entry][] {
    if (!this.isObject()) this.fail(`must be an object, but is ${kindOf(this.value)}`);
    const keys = Object.keys(this.value as object);
    if (known !== undefined) {
      for (const key of keys) {
        if (!known.includes(key)) new Entry(undefined, join(this.path, key)).fail(`is not known here${nearest(key, known)}`, 'key');
      }
    }
    return keys.map((key) => [key, this.at(key)]);
  }

  items(): Entry[] {
    if (!Array.isArray(this.value)) this.fail(`must be a list, but is ${kindOf(this.value)}`);
    return (this.value as unknown[]).map((item, index) => new Entry(item, `${this.path}[${index}]`));
  }

  text(): string {
    if (typeof this.value !== 'string') this.fail(`must be a text, but is ${kindOf(this.value)}`);
    return this.value;
  }

  flag(): boolean {
    if (typeof this.value !== 'boolean') this.fail(`must be true or false, but is ${kindOf(this.value)}`);
    return this.value;
  }

  number(least = -Infinity, most = Infinity): number {
    const { value } = this;
    if (typeof value !== 'number' || !Number.isFinite(value)) return this.fail(`must be a number, but is ${kindOf(value)}`);
    if (value < least) this.fail(`must be at least ${least}, but is ${value}`);
    if (value > most) this.fail(`must be at most ${most}, but is ${value}`);
    return value;
  }

  whole(least = 0, most = 2 ** 50): number {
    const value = this.number();
    if (!Number.isInteger(value)) this.fail(`must be a whole number, but is ${value}`);
    return this.number(least, most);
  }

  oneOf<Name extends string>(names: readonly Name[]): Name {
    const text = this.text();
    const found = names.find((name) => name === text);
    if (found === undefined) this.fail(`there is no ${JSON.stringify(text)}; there are ${names.join(', ')}`);
    return found;
  }
}

function join(path: string, key: string): string {
  const shown = /^[\w$-]+$/.test(key) ? key : JSON.stringify(key);
  return path === '' ? shown : `${path}.${shown}`;
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return JSON.stringify(value).slice(0, 40);
}

/** `; did you mean x?` where a known key is a slip or two away, otherwise what there is. */
export function nearest(name: string, known: readonly string[]): string {
  const near = known.find((one) => distance(name.toLowerCase(), one.toLowerCase()) <= Math.floor((one.length + 1) / 4));
  if (near !== undefined) return `; did you mean ${near}?`;
  return known.length === 0 ? '' : `; there are ${known.slice(0, 40).join(', ')}`;
}

/** Levenshtein's distance. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 3) return Infinity;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let index = 1; index <= one.length; index++) {
    const next = [index];
    for (let column = 1; column <= other.length; column++) {
      const change = (row[column - 1] ?? 0) + (one[index - 1] === other[column - 1] ? 0 : 1);
      next.push(Math.min((row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, change));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
