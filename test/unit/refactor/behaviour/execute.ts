/** Runs the text of a random program for real: its promises are the host's, its timers fire in an order that is drawn, and what it does to its stores is written down. */
import { runInThisContext } from 'node:vm';
import { storeLine, stores } from './programs.ts';

export interface Event {
  /** A store and its field, such as `a.value`. */
  readonly resource: string;
  readonly kind: 'read' | 'write';
  readonly value: number;
}

export interface Outcome {
  /** What `main` gave, or how it failed. */
  readonly result: { readonly type: 'value'; readonly json: string } | { readonly type: 'error'; readonly message: string } | { readonly type: 'hang' };
  readonly events: readonly Event[];
  /** How many errors were made, caught ones too. */
  readonly errors: number;
  /** Rejections that nobody listened to. */
  readonly unhandled: readonly string[];
}

type Main = (argument: number) => Promise<unknown>;

/** A run takes no more timers than this, unless it never ends. */
const mostTimers = 5_000;

/** `order` draws which of the waiting timers fires next: it gives a number from 0 up to, not including, its argument. */
export async function execute(text: string, argument: number, order: (count: number) => number): Promise<Outcome> {
  const events: Event[] = [];
  const timers: (() => void)[] = [];
  const unhandled: string[] = [];
  let errors = 0;
  const failure = (message: string): Error => {
    errors++;
    return new Error(message);
  };
  const main = load(text, (name, value) => observed(name, value, events), (done) => timers.push(done), failure);

  let result: Outcome['result'] = { type: 'hang' };
  const onUnhandled = (reason: unknown): void => {
    unhandled.push(String(reason));
  };
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', onUnhandled);
  try {
    void main(argument).then(
      (value) => {
        result = { type: 'value', json: JSON.stringify(value) };
      },
      (error: unknown) => {
        result = { type: 'error', message: String(error) };
      },
    );
    await turn();
    for (let fired = 0; timers.length > 0 && fired < mostTimers; fired++) {
      const [next] = timers.splice(order(timers.length), 1);
      next?.();
      await turn();
    }
  } finally {
    process.removeListener('unhandledRejection', onUnhandled);
    for (const other of others) process.on('unhandledRejection', other);
  }
  return { result, events, errors, unhandled };
}

/** Lets all promises that are ready go on, and the host tell of rejections that nobody listens to. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function load(text: string, observe: (name: string, value: Store) => Store, setTimer: (done: () => void) => void, failure: (message: string) => Error): Main {
  let body = text.replace('export async function main', 'async function main').replaceAll('new Error(', 'failure(');
  for (const name of stores) {
    const line = storeLine(name);
    if (!body.includes(line)) throw new Error(`The text has lost its line \`${line}\`.`);
    body = body.replace(line, line.replace(/= (.*);$/, `= observe('${name}', $1);`));
  }
  const module = runInThisContext(`(function (observe, setTimeout, failure) { 'use strict';\n${body}\nreturn main; })`) as (...given: readonly unknown[]) => Main;
  return module(observe, setTimer, failure);
}

interface Store {
  value: number;
  items: number[];
}

function observed(name: string, { value, items }: Store, events: Event[]): Store {
  let present = value;
  const list: Pick<number[], 'length' | 'push'> = {
    get length() {
      events.push({ resource: `${name}.items`, kind: 'read', value: items.length });
      return items.length;
    },
    push(item) {
      events.push({ resource: `${name}.items`, kind: 'write', value: item });
      return items.push(item);
    },
  };
  return {
    get value() {
      events.push({ resource: `${name}.value`, kind: 'read', value: present });
      return present;
    },
    set value(next) {
      events.push({ resource: `${name}.value`, kind: 'write', value: next });
      present = next;
    },
    items: list as number[],
  };
}

/**
 * How the second run differs from the first in anything that somebody could notice; undefined where it does not. Reads between two writes may come in
 * any order, since they see the same. After an error there may be more reads: what had started has read in vain.
 */
export function difference(before: Outcome, after: Outcome): string | undefined {
  const [was, is] = [before, after].map(({ result }) => JSON.stringify(result));
  if (was !== is) return `The result was ${was ?? ''} and is ${is ?? ''}.`;
  if (after.unhandled.length > before.unhandled.length) return `Nobody listens to ${after.unhandled.join(', ')}.`;
  for (const name of stores.flatMap((store) => [`${store}.value`, `${store}.items`])) {
    const [first, second] = [stretches(before.events, name), stretches(after.events, name)];
    if (first.length !== second.length) return `\`${name}\` was written ${first.length - 1} times and is written ${second.length - 1} times.`;
    for (const [at, stretch] of first.entries()) {
      const other = second[at];
      if (stretch.write !== other?.write) return `Write ${at} of \`${name}\` was ${stretch.write} and is ${other?.write ?? ''}.`;
      if (stretch.reads > other.reads || (stretch.reads < other.reads && after.errors === 0)) return `After write ${at} of \`${name}\` it was read ${stretch.reads} times and is read ${other.reads} times.`;
    }
  }
  return undefined;
}

/** The reads of a resource after each of its writes, and before the first. */
function stretches(events: readonly Event[], resource: string): readonly { readonly write: number | null; readonly reads: number }[] {
  const out: { write: number | null; reads: number }[] = [{ write: null, reads: 0 }];
  for (const event of events) {
    if (event.resource !== resource) continue;
    const last = out.at(-1);
    if (event.kind === 'write') out.push({ write: event.value, reads: 0 });
    else if (last !== undefined) last.reads++;
  }
  return out;
}
