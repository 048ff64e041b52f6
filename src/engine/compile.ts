import type { Condition, Duration, Instruction, Program, Resource, Value } from '../program/program.ts';
import { checkedDuration, checkedResource } from './check-values.ts';
import type { Body, Code, ConditionCode, JoinCode, MapCode, Named, SpawnCode, Target, ValueCode } from './code.ts';
import * as op from './opcodes.ts';
import { finite, ProgramError, suggestion, whole } from './program-error.ts';

/** @throws {ProgramError} where a name is unknown or a number unusable. */
export function compile(program: Program): Code {
  return new Compiler(program).compile();
}

/** The instruction of an opcode. */
type Of<Op extends Instruction['op']> = Extract<Instruction, { readonly op: Op }>;

class Compiler {
  readonly #program: Program;
  readonly #op: number[] = [];
  readonly #a: number[] = [];
  readonly #b: number[] = [];
  readonly #c: number[] = [];
  readonly #us: number[] = [];
  readonly #site: number[] = [];
  readonly #durations: Duration[] = [];
  readonly #spawns: SpawnCode[] = [];
  readonly #joins: JoinCode[] = [];
  readonly #maps: MapCode[] = [];
  readonly #conditions: ConditionCode[] = [];
  readonly #values: ValueCode[] = [];
  readonly #errors: string[] = [];
  readonly #bodyIndex = new Map<string, number>();
  readonly #specIndex = new Map<string, number>();
  readonly #resources = new Map<string, { readonly type: Resource['type']; readonly index: number }>();
  readonly #byType: { [Type in Resource['type']]: Named<Type>[] } = { device: [], lock: [], semaphore: [], channel: [], variable: [], barrier: [] };
  /** Of the body being compiled. */
  #registers = new Map<string, number>();
  #handles = new Map<string, number>();

  constructor(program: Program) {
    this.#program = program;
  }

  compile(): Code {
    for (const [name, resource] of Object.entries(this.#program.resources)) {
      const list = this.#byType[resource.type] as Named<Resource['type']>[];
      this.#resources.set(name, { type: resource.type, index: list.length });
      list.push({ ...checkedResource(resource, `resources.${name}`), name });
    }
    const names = Object.keys(this.#program.bodies);
    names.forEach((name, index) => this.#bodyIndex.set(name, index));
    this.#program.tasks.forEach((spec, index) => this.#specIndex.set(spec.name, index));
    const bodies = names.map((name) => this.#body(name));
    return {
      op: Uint8Array.from(this.#op), a: Int32Array.from(this.#a), b: Int32Array.from(this.#b), c: Int32Array.from(this.#c),
      us: Float64Array.from(this.#us), site: Int32Array.from(this.#site),
      bodies, bodyIndex: this.#bodyIndex, durations: this.#durations, spawns: this.#spawns, joins: this.#joins, maps: this.#maps,
      conditions: this.#conditions, values: this.#values, errors: this.#errors,
      devices: this.#byType.device, locks: this.#byType.lock, semaphores: this.#byType.semaphore, channels: this.#byType.channel,
      variables: this.#byType.variable, barriers: this.#byType.barrier,
    };
  }

  #body(name: string): Body {
    const instructions = this.#program.bodies[name] ?? [];
    this.#registers = new Map();
    this.#handles = new Map();
    collectHandles(instructions, this.#handles);
    const start = this.#op.length;
    this.#list(instructions, `bodies.${name}`);
    this.#emit(op.END, -1);
    return { name, start, registers: this.#registers.size, registerNames: [...this.#registers.keys()], handles: this.#handles.size };
  }

  #list(instructions: readonly Instruction[], path: string): void {
    instructions.forEach((instruction, index) => this.#instruction(instruction, `${path}[${index}]`));
  }

  /** Returns where the instruction stands, for its operands to be filled in later. */
  #emit(code: number, site: number, a = 0, b = 0, c = 0, us = 0): number {
    this.#op.push(code);
    this.#a.push(a);
    this.#b.push(b);
    this.#c.push(c);
    this.#us.push(us);
    this.#site.push(site);
    return this.#op.length - 1;
  }

  get #here(): number {
    return this.#op.length;
  }

  #instruction(one: Instruction, path: string): void {
    const site = one.site;
    switch (one.op) {
      case 'compute':
        this.#emit(op.COMPUTE, site, 0, this.#duration(one.us, `${path}.us`), 0, constant(one.us));
        return;
      case 'io':
        this.#io(one, path);
        return;
      case 'spawn':
        this.#spawns.push({
          body: this.#bodyOf(one.body, `${path}.body`), name: one.name ?? one.body, handle: one.handle === undefined ? -1 : this.#handles.get(one.handle) ?? -1,
          times: whole(one.times ?? 1, `${path}.times`), start: one.start ?? null, afterUs: whole(one.afterUs ?? 0, `${path}.afterUs`), worker: one.worker ?? false,
        });
        this.#emit(op.SPAWN, site, this.#spawns.length - 1);
        return;
      case 'join':
        this.#joins.push({ how: one.how, targets: one.handles.map((handle, index) => this.#target(handle, `${path}.handles[${index}]`)) });
        this.#emit(op.JOIN, site, this.#joins.length - 1);
        return;
      case 'map':
        this.#maps.push({
          how: one.how, body: this.#bodyOf(one.body, `${path}.body`), name: one.name ?? one.body,
          times: whole(one.times, `${path}.times`), limit: one.limit === undefined ? Infinity : whole(one.limit, `${path}.limit`, 1),
        });
        this.#emit(op.MAP, site, this.#maps.length - 1);
        return;
      case 'fail':
        this.#errors.push(one.error);
        this.#emit(op.FAIL, site, this.#errors.length - 1);
        return;
      case 'try':
        this.#try(one, path);
        return;
      case 'cancel':
        this.#joins.push({ how: 'all', targets: [this.#target(one.handle, `${path}.handle`)] });
        this.#emit(op.CANCEL, site, this.#joins.length - 1);
        return;
      case 'timeout':
        this.#emit(op.TIMEOUT, site, 0, 0, 0, whole(one.us, `${path}.us`));
        this.#list(one.body, `${path}.body`);
        this.#emit(op.LEAVE_TIMEOUT, site);
        return;
      case 'lock':
        this.#emit(op.LOCK, site, this.#resource(one.lock, 'lock', `${path}.lock`), one.spin ? 1 : 0);
        return;
      case 'unlock':
        this.#emit(op.UNLOCK, site, this.#resource(one.lock, 'lock', `${path}.lock`));
        return;
      case 'acquire':
      case 'release':
        this.#permits(one, path);
        return;
      case 'send':
        this.#emit(op.SEND, site, this.#resource(one.channel, 'channel', `${path}.channel`), 0, 0, finite(one.value ?? 0, `${path}.value`));
        return;
      case 'receive':
        this.#emit(op.RECEIVE, site, this.#resource(one.channel, 'channel', `${path}.channel`), one.into === undefined ? -1 : this.#register(one.into));
        return;
      case 'read':
        this.#emit(op.READ, site, this.#resource(one.variable, 'variable', `${path}.variable`), this.#register(one.into));
        return;
      case 'write':
        this.#emit(op.WRITE, site, this.#resource(one.variable, 'variable', `${path}.variable`), this.#value(one.value, `${path}.value`));
        return;
      case 'atomic':
        this.#emit(op.ATOMIC, site, this.#resource(one.variable, 'variable', `${path}.variable`), one.into === undefined ? -1 : this.#register(one.into), 0, finite(one.add, `${path}.add`));
        return;
      case 'set':
        this.#emit(op.SET, site, this.#register(one.into), this.#value(one.value, `${path}.value`));
        return;
      case 'loop':
        this.#loop(one, path);
        return;
      case 'while':
        this.#while(one, path);
        return;
      case 'branch':
        this.#branch(one, path);
        return;
      case 'break':
        this.#emit(op.BREAK, site);
        return;
      case 'continue':
        this.#emit(op.CONTINUE, site);
        return;
      case 'return':
        this.#emit(op.RETURN, site);
        return;
      case 'yield':
        this.#emit(op.YIELD, site);
        return;
      case 'barrier':
        this.#emit(op.BARRIER, site, this.#resource(one.barrier, 'barrier', `${path}.barrier`));
        return;
    }
  }

  /** IO a: its device or -1; b: its distribution or -1; c: its kind. */
  #io(one: Of<'io'>, path: string): void {
    const device = one.on === undefined ? -1 : this.#resource(one.on, 'device', `${path}.on`);
    const latency = one.us ?? (device < 0 ? undefined : this.#byType.device[device]?.latency);
    const kind = op.ioKinds.indexOf(one.kind ?? 'io');
    const us = latency ?? (kind >= op.IMMEDIATE ? 0 : undefined);
    if (us === undefined) throw new ProgramError(path, device < 0 ? 'an I/O needs `us`, or `on` with a device that has a latency' : `give the I/O \`us\`, or its device ${one.on ?? ''} a \`latency\``);
    this.#emit(op.IO, one.site, device, this.#duration(us, `${path}.us`), kind, constant(us));
  }

  #permits(one: Of<'acquire' | 'release'>, path: string): void {
    const semaphore = this.#resource(one.semaphore, 'semaphore', `${path}.semaphore`);
    const permits = whole(one.permits ?? 1, `${path}.permits`, 1);
    const most = this.#byType.semaphore[semaphore]?.permits ?? 0;
    if (one.op === 'acquire' && permits > most) throw new ProgramError(`${path}.permits`, `${permits} permits can never be had: ${one.semaphore} has ${most}`);
    this.#emit(one.op === 'acquire' ? op.ACQUIRE : op.RELEASE, one.site, semaphore, permits);
  }

  /** LOOP a: how often; b: its NEXT, where `continue` goes; c: behind it. */
  #loop({ times, body, site }: Of<'loop'>, path: string): void {
    const loop = this.#emit(op.LOOP, site, whole(times, `${path}.times`));
    if (times > 2 ** 31 - 1) throw new ProgramError(`${path}.times`, `must be at most 2^31 - 1, but is ${times}`);
    this.#list(body, `${path}.body`);
    this.#b[loop] = this.#emit(op.NEXT, site, loop);
    this.#c[loop] = this.#here;
  }

  /** WHILE b: its TEST, where `continue` goes; c: behind it. TEST a: the condition; b: behind the loop. */
  #while({ condition, body, site }: Of<'while'>, path: string): void {
    const loop = this.#emit(op.WHILE, site);
    const test = this.#emit(op.TEST, site, this.#condition(condition, `${path}.condition`));
    this.#list(body, `${path}.body`);
    this.#emit(op.JUMP, site, test);
    this.#b[loop] = test;
    this.#c[loop] = this.#b[test] = this.#here;
  }

  /** BRANCH a: the condition; b: where it goes on if that does not hold. */
  #branch(one: Of<'branch'>, path: string): void {
    const branch = this.#emit(op.BRANCH, one.site, this.#condition(one.condition, `${path}.condition`));
    this.#list(one.then, `${path}.then`);
    const jump = this.#emit(op.JUMP, one.site);
    this.#b[branch] = this.#here;
    this.#list(one.else, `${path}.else`);
    this.#a[jump] = this.#here;
  }

  /** TRY a: where the catch clause starts or -1; b: where the finally clause starts or -1; c: behind it all. */
  #try(one: Of<'try'>, path: string): void {
    const start = this.#emit(op.TRY, one.site, -1, -1);
    this.#list(one.body, `${path}.body`);
    this.#emit(op.LEAVE_TRY, one.site);
    if (one.catch !== null) {
      this.#a[start] = this.#here;
      this.#list(one.catch, `${path}.catch`);
      this.#emit(op.LEAVE_TRY, one.site);
    }
    if (one.finally.length > 0) {
      this.#b[start] = this.#here;
      this.#list(one.finally, `${path}.finally`);
      this.#emit(op.END_FINALLY, one.site);
    }
    this.#c[start] = this.#here;
  }

  #bodyOf(name: string, path: string): number {
    const index = this.#bodyIndex.get(name);
    if (index === undefined) throw new ProgramError(path, `there is no body named ${name}${suggestion(name, this.#bodyIndex.keys())}`);
    return index;
  }

  #resource(name: string, type: Resource['type'], path: string): number {
    const found = this.#resources.get(name);
    if (found === undefined) throw new ProgramError(path, `there is no resource named ${name}${suggestion(name, this.#resources.keys())}`);
    if (found.type !== type) throw new ProgramError(path, `${name} is a ${found.type}, but a ${type} is needed here`);
    return found.index;
  }

  #target(handle: string, path: string): Target {
    const slot = this.#handles.get(handle);
    if (slot !== undefined) return { type: 'handle', index: slot };
    const spec = this.#specIndex.get(handle);
    if (spec !== undefined) return { type: 'spec', index: spec };
    throw new ProgramError(path, `there is no task ${handle} to join: spawn it in this body under that handle, or name a task of the program`);
  }

  #register(name: string): number {
    const known = this.#registers.get(name);
    if (known !== undefined) return known;
    this.#registers.set(name, this.#registers.size);
    return this.#registers.size - 1;
  }

  #valueCode(value: Value, path: string): ValueCode {
    return typeof value === 'number' ? { slot: -1, plus: finite(value, path) } : { slot: this.#register(value.register), plus: finite(value.plus ?? 0, `${path}.plus`) };
  }

  #value(value: Value, path: string): number {
    this.#values.push(this.#valueCode(value, path));
    return this.#values.length - 1;
  }

  #condition(condition: Condition, path: string): number {
    if (condition.type === 'probability') {
      if (!(condition.p >= 0 && condition.p <= 1)) throw new ProgramError(`${path}.p`, `must be between 0 and 1, but is ${condition.p}`);
      this.#conditions.push(condition);
    } else {
      this.#conditions.push({ type: 'compare', left: this.#valueCode(condition.left, `${path}.left`), is: condition.is, right: this.#valueCode(condition.right, `${path}.right`) });
    }
    return this.#conditions.length - 1;
  }

  #duration(duration: Duration, path: string): number {
    if (typeof duration === 'number') {
      whole(duration, path);
      return -1;
    }
    this.#durations.push(checkedDuration(duration, path));
    return this.#durations.length - 1;
  }
}

function constant(duration: Duration): number {
  return typeof duration === 'number' ? duration : NaN;
}

function collectHandles(instructions: readonly Instruction[], handles: Map<string, number>): void {
  for (const one of instructions) {
    if (one.op === 'spawn' && one.handle !== undefined && !handles.has(one.handle)) handles.set(one.handle, handles.size);
    else if (one.op === 'try') for (const list of [one.body, one.catch ?? [], one.finally]) collectHandles(list, handles);
    else if (one.op === 'loop' || one.op === 'while' || one.op === 'timeout') collectHandles(one.body, handles);
    else if (one.op === 'branch') for (const list of [one.then, one.else]) collectHandles(list, handles);
  }
}
