/**
 * Random modules with one async function `main` over four stores. Every statement, callee and argument is drawn; what a statement refers to is
 * settled when the text is written, so that whatever fast-check shrinks to is a program still.
 */
import fc from 'fast-check';

/** The names of the stores. Each is `{ value: number, items: number[] }`. */
export const stores = ['a', 'b', 'c', 'd'] as const;

type Store = (typeof stores)[number];

/** How a callee touches the world. `plain`: not an async function, so that what it throws at once is thrown by the call itself. */
interface Callee {
  readonly does: 'read' | 'count' | 'write' | 'push' | 'pure' | 'indirect' | 'readTwo';
  readonly store: Store;
  readonly other: Store;
  /** It throws where its argument leaves this rest divided by four; never where null. */
  readonly throwsOn: number | null;
  readonly throwsLate: boolean;
  readonly pauses: number;
  readonly plain: boolean;
}

interface Expression {
  readonly type: 'call' | 'member';
  readonly callee: number;
  readonly argument: number;
  /** Its argument is `gate.open` instead, which throws at times. */
  readonly gated: boolean;
}

type Statement =
  | { readonly type: 'bind'; readonly call: Expression; readonly form: 'const' | 'let' | 'destructured' | 'later' }
  | { readonly type: 'bare'; readonly call: Expression }
  | { readonly type: 'literal'; readonly calls: readonly Expression[]; readonly form: 'object' | 'array' | 'arguments' | 'sum' }
  | { readonly type: 'line'; readonly what: number; readonly from: number }
  | { readonly type: 'touch'; readonly store: Store; readonly write: boolean; readonly from: number }
  | { readonly type: 'guard'; readonly from: number; readonly rest: number; readonly leaves: 'return' | 'throw' }
  | { readonly type: 'closure'; readonly from: number; readonly calledAt: 'once' | 'later' }
  | { readonly type: 'if' | 'try'; readonly from: number; readonly body: readonly Statement[]; readonly catches: boolean }
  | { readonly type: 'loop'; readonly over: number; readonly body: Expression; readonly form: 'push' | 'add' | 'bare' | 'bind' | 'carried' | 'keyed'; readonly leaves: boolean };

export interface RandomProgram {
  readonly callees: readonly Callee[];
  readonly statements: readonly Statement[];
  /** `gate.open` throws where what it reads leaves this rest divided by four. */
  readonly gate: number;
}

const store = fc.constantFrom(...stores);
const small = fc.nat({ max: 11 });

// Readers are drawn more often: what is independent, and so rewritten, is mostly that.
const callee: fc.Arbitrary<Callee> = fc.record({
  does: fc.oneof({ weight: 5, arbitrary: fc.constantFrom('read' as const, 'count' as const) }, { weight: 4, arbitrary: fc.constantFrom('write' as const, 'push' as const, 'pure' as const, 'indirect' as const, 'readTwo' as const) }),
  store,
  other: store,
  throwsOn: fc.option(fc.nat({ max: 3 }), { freq: 2 }),
  throwsLate: fc.boolean(),
  pauses: fc.integer({ min: 0, max: 3 }),
  plain: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

const expression: fc.Arbitrary<Expression> = fc.record({ type: fc.constantFrom('call' as const, 'call' as const, 'call' as const, 'member' as const), callee: small, argument: small, gated: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }) });

const loop = fc.record({ type: fc.constant('loop' as const), over: small, body: expression, form: fc.constantFrom('push' as const, 'add' as const, 'bare' as const, 'bind' as const, 'carried' as const, 'keyed' as const), leaves: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }) });

const simple = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant('bind' as const), call: expression, form: fc.constantFrom('const' as const, 'const' as const, 'const' as const, 'let' as const, 'destructured' as const, 'later' as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('bare' as const), call: expression }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('literal' as const), calls: fc.array(expression, { minLength: 2, maxLength: 3 }), form: fc.constantFrom('object' as const, 'array' as const, 'arguments' as const, 'sum' as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('line' as const), what: small, from: small }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('touch' as const), store, write: fc.boolean(), from: small }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('guard' as const), from: small, rest: fc.nat({ max: 3 }), leaves: fc.constantFrom('return' as const, 'throw' as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('closure' as const), from: small, calledAt: fc.constantFrom('once' as const, 'later' as const) }) },
  { weight: 2, arbitrary: loop },
);

const statement: fc.Arbitrary<Statement> = fc.oneof(
  { weight: 6, arbitrary: simple },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('if' as const, 'try' as const), from: small, body: fc.array(simple, { minLength: 1, maxLength: 4 }), catches: fc.boolean() }) },
);

export const randomPrograms: fc.Arbitrary<RandomProgram> = fc.record({
  callees: fc.array(callee, { minLength: 2, maxLength: 5 }),
  statements: fc.array(statement, { minLength: 2, maxLength: 7 }),
  gate: fc.nat({ max: 3 }),
});

/** The same with nothing but loops. */
export const loopPrograms: fc.Arbitrary<RandomProgram> = fc.record({ callees: fc.array(callee, { minLength: 1, maxLength: 3 }), statements: fc.array(loop, { minLength: 1, maxLength: 2 }), gate: fc.nat({ max: 3 }) });

/** The line by which a module keeps a store: where it is run, what stands behind the `=` is observed. */
export function storeLine(name: Store): string {
  return `const ${name} = { value: ${stores.indexOf(name) + 1}, items: [1, 2, 3] };`;
}

/** The text of the module, JavaScript and TypeScript alike. It exports `main`, a function of one number. */
export function textOf(program: RandomProgram): string {
  return [
    ...stores.map(storeLine),
    'const pause = () => new Promise((resolve) => { setTimeout(resolve, 1); });',
    'const join = (...parts) => parts.reduce((sum, part) => sum * 3 + Number(part), 0);',
    `const gate = { get open() { if (a.value % 4 === ${program.gate}) throw new Error('gate'); return a.value; } };`,
    ...program.callees.map(calleeText),
    'export async function main(p) {',
    ...new Writer(program.callees.length).body(program.statements, '  '),
    '}',
    '',
  ].join('\n');
}

function calleeText(callee: Callee, index: number): string {
  const { does, store: at, other, throwsOn, throwsLate, pauses, plain } = callee;
  const failing = throwsOn === null ? [] : [`if (k % 4 === ${throwsOn}) throw new Error('f${index}:' + k);`];
  const value = { read: `${at}.value + k`, count: `${at}.items.length + k`, write: `k`, push: `${at}.items.length`, pure: 'k * 2', indirect: `(await f${index + 1}Helper(k)) + 1`, readTwo: `${at}.value * ${other}.value + k` }[does];
  const effect = { read: [], count: [], write: [`${at}.value = ${at}.value + k;`], push: [`${at}.items.push(k);`], pure: [], indirect: [], readTwo: [] }[does];
  const lines = Array.from({ length: pauses }, () => 'await pause();');
  const body = throwsLate ? [...lines, ...effect, ...failing] : [...failing, ...lines, ...effect];
  const helper = does === 'indirect' ? [`async function f${index + 1}Helper(k) { await pause(); return ${at}.value + k; }`] : [];
  if (plain && does !== 'indirect') {
    // What is thrown before the first promise is thrown by the call.
    return `function f${index}(k) { ${throwsLate ? '' : failing.join(' ')} return pause().then(() => { ${effect.join(' ')} ${throwsLate ? failing.join(' ') : ''} return { n: ${value} }.n; }); }`;
  }
  return [...helper, `async function f${index}(k) { ${body.join(' ')} return ${value}; }`].join('\n');
}

/** Writes statements and keeps which variables are there to refer to. */
class Writer {
  readonly #callees: number;
  #count = 0;
  /** The numbers in scope; the parameter is always there. */
  #names: readonly string[] = ['p'];

  constructor(callees: number) {
    this.#callees = callees;
  }

  body(statements: readonly Statement[], indent: string): readonly string[] {
    const outer = this.#names;
    const lines = statements.flatMap((one) => this.#statement(one, indent));
    const result = indent.length > 2 ? [] : [`${indent}return [${this.#names.join(', ')}];`];
    this.#names = outer;
    return [...lines, ...result];
  }

  #statement(one: Statement, indent: string): readonly string[] {
    switch (one.type) {
      case 'bind':
        return this.#bind(one, indent);
      case 'bare':
        return [`${indent}${this.#awaited(one.call)};`];
      case 'literal':
        return this.#literal(one, indent);
      case 'line': {
        const from = this.#name(one.from);
        const name = this.#fresh('v');
        return [`${indent}const ${name} = ${from} ${['+ 1', '* 2', '% 5'][one.what % 3] ?? ''};`];
      }
      case 'touch': {
        const from = this.#name(one.from);
        if (one.write) return [`${indent}${one.store}.value = ${from};`];
        return [`${indent}const ${this.#fresh('v')} = ${one.store}.value;`];
      }
      case 'guard':
        return [`${indent}if (${this.#name(one.from)} % 4 === ${one.rest}) ${one.leaves === 'return' ? `return [${this.#name(one.from)}]` : `throw new Error('guard ${one.rest}')`};`];
      case 'closure': {
        const from = this.#name(one.from);
        const name = this.#fresh('v');
        return one.calledAt === 'once'
          ? [`${indent}const ${name} = (() => ${from} + 1)();`]
          : [`${indent}const ${name}f = () => ${from} + 1;`, `${indent}const ${name} = ${name}f();`];
      }
      case 'if':
        return [`${indent}if (${this.#name(one.from)} % 2 === 0) {`, ...this.body(one.body, `${indent}  `), `${indent}}`];
      case 'try': {
        const name = this.#fresh('t');
        return [`${indent}let ${name} = 0;`, `${indent}try {`, ...this.body(one.body, `${indent}  `), `${indent}} ${one.catches ? `catch (error) {\n${indent}  ${name} = String(error).length;\n${indent}}` : `finally {\n${indent}  ${name} = 1;\n${indent}}`}`];
      }
      case 'loop':
        return this.#loop(one, indent);
    }
  }

  #bind({ call, form }: Extract<Statement, { type: 'bind' }>, indent: string): readonly string[] {
    const value = this.#awaited(call);
    const name = this.#fresh('v');
    if (form === 'destructured') return [`${indent}const { n: ${name} } = { n: ${value} };`];
    return form === 'later' ? [`${indent}let ${name} = 0;`, `${indent}${name} = ${value};`] : [`${indent}${form} ${name} = ${value};`];
  }

  #literal({ calls, form }: Extract<Statement, { type: 'literal' }>, indent: string): readonly string[] {
    const values = calls.map((call) => this.#awaited(call));
    const name = this.#fresh('v');
    switch (form) {
      case 'object':
        return [`${indent}const ${name}o = { ${values.map((value, at) => `k${at}: ${value}`).join(', ')} };`, `${indent}const ${name} = join(${values.map((_, at) => `${name}o.k${at}`).join(', ')});`];
      case 'array':
        return [`${indent}const ${name}a = [${values.join(', ')}];`, `${indent}const ${name} = join(...${name}a);`];
      case 'arguments':
        return [`${indent}const ${name} = join(${values.join(', ')});`];
      case 'sum':
        return [`${indent}const ${name} = ${values.join(' + ')};`];
    }
  }

  #loop({ over, body, form, leaves }: Extract<Statement, { type: 'loop' }>, indent: string): readonly string[] {
    const outer = this.#names;
    const sum = `s${this.#count++}`;
    const element = `e${this.#count++}`;
    this.#names = [...outer, element];
    const call = this.#awaited(body);
    const keyed = `(${this.#call(body, element)})`;
    const line = {
      push: `${sum}l.push(await ${keyed});`,
      add: `${sum} += ${call};`,
      bare: `${call};`,
      bind: `const r = ${call}; ${sum}l.push(r);`,
      carried: `${sum} = await ${this.#call(body, sum)};`,
      keyed: `${sum}l[${element}] = await ${keyed};`,
    }[form];
    this.#names = [...outer, sum];
    return [
      `${indent}let ${sum} = 0;`,
      `${indent}const ${sum}l = [];`,
      `${indent}for (const ${element} of [${over % 3}, 3, ${over % 5}]) {`,
      ...(leaves ? [`${indent}  if (${element} === ${over % 4}) continue;`] : []),
      `${indent}  ${line}`,
      `${indent}}`,
      `${indent}${sum} += ${sum}l.reduce((x, y) => x * 3 + y, 0);`,
    ];
  }

  #awaited(call: Expression): string {
    const text = this.#call(call, this.#name(call.argument));
    return call.type === 'member' ? `(await ${text}.then((n) => ({ n }))).n` : `await ${text}`;
  }

  #call({ callee, gated }: Expression, argument: string): string {
    return `f${callee % this.#callees}(${gated ? 'gate.open' : argument})`;
  }

  #name(index: number): string {
    return this.#names[index % this.#names.length] ?? 'p';
  }

  #fresh(prefix: string): string {
    const name = `${prefix}${this.#count++}`;
    this.#names = [...this.#names, name];
    return name;
  }
}
