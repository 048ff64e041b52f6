/**
 * A second opinion on a change: the statements before and after it are run as programs, with what the effect summaries say that each call touches, in every
 * order in which the tasks can take their steps. What the changed code can end in, the code before must have been able to end in: the same values read and
 * written in the same order, and the same error. Reads in vain behind an error do not count.
 *
 * Loops are looked at with two rounds and with three, whose elements are taken to be different ones.
 *
 * Failures are looked at one by one and two by two: for an error to come in another's place there must be two. Conditions are taken both ways, the same way in
 * both codes.
 */
import ts from 'typescript';
import { workspaceOf } from '../analysis/analyze.ts';
import type { Project } from '../analysis/project.ts';
import type { Binding, Bound } from '../analysis/scopes.ts';
import type { Program } from '../program/program.ts';
import { type FunctionReading, read, type Reading } from './reading.ts';
import { clustersOf } from './self-check/clusters.ts';
import { lower } from './self-check/lower.ts';
import { type Ending, endingsOf, type Limits } from './self-check/outcomes.ts';
import { type AwaitOf, type Checked, checkedProgram, type Circumstances, Exits, exitVariable, type Note, thrownBy } from './self-check/program.ts';
import { type Region, regionsOf } from './self-check/region.ts';
import { flat, NotFollowed, type Task, type Work } from './self-check/work.ts';

/** A run on the engine's search, for `replay` and `orderedSchedule` of engine/interleavings. */
export interface Way {
  readonly program: Program;
  readonly replay: string;
  /** Bodies of the tasks that reject. */
  readonly rejecting: ReadonlySet<string>;
}

/** Two runs in which the same fails, and the same conditions hold. */
export interface CounterExample {
  readonly before: Way;
  readonly after: Way;
  /** What differs, in one sentence. */
  readonly message: string;
  /** What fails and which conditions hold in both, one sentence each. */
  readonly given: readonly string[];
}

export type SelfCheck =
  /** `rounds`: of a loop, with two and with so many. */
  | { readonly type: 'kept'; readonly rounds?: number }
  /** `message` names two calls and what they touch, in one sentence. */
  | { readonly type: 'differs'; readonly message: string; readonly counterExample: CounterExample }
  /** `message` says what was not followed, or which limit was reached. */
  | { readonly type: 'not-settled'; readonly message: string };

export interface Change {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly functionId: string;
  readonly project?: Project;
}

const usualLimits: Limits & { readonly circumstances: number } = { states: 5_000, drawn: 100, circumstances: 120 };

/** Three rounds have far more orders than two, and seldom tell more. */
const limitsOfThree: Limits = { states: 1_000, drawn: 30 };

export function selfCheck({ path, before, after, functionId, project }: Change, limits = usualLimits): SelfCheck {
  return checkOf(read(path, before), read(path, after), { functionId, ...(project && { project }) }, limits);
}

/** Of texts that are read already. */
export function checkOf(before: Reading, after: Reading, { functionId, project }: Pick<Change, 'functionId' | 'project'>, limits = usualLimits): SelfCheck {
  if (before.text === after.text) return { type: 'kept' };
  return settled(() => {
    const { path } = before;
    const workspace = workspaceOf(project);
    const [was, is] = [before, after].map((reading) => reading.functionOf(functionId));
    if (was === undefined || is === undefined) throw new NotFollowed('The function is not found again in the changed code.');
    const known = namesIn(was.bound);
    const [first, second] = regionsOf(was, is);
    const withRounds = (rounds: number): { readonly found: SelfCheck; readonly hasLoop: boolean } => {
      const side = (region: Region, isChanged: boolean): Side => {
        const works = lower(region, workspace.effectsIn(path, region.fn.bound, region.fn.places), { known, rounds, isChanged });
        return { works, clusters: clustersOf(works, isOwnOf(region)) };
      };
      const [then, now] = [side(first, false), side(second, true)];
      return { found: compare(then, now, awaitsOf(then.works, functionId), lineIn(was), rounds > 2 ? { ...limits, ...limitsOfThree } : limits), hasLoop: [...flat(then.works)].some(({ type }) => type === 'loop') };
    };
    const { found, hasLoop } = withRounds(2);
    if (!hasLoop || found.type !== 'kept') return found;
    const more = settled(() => withRounds(3).found);
    return more.type === 'not-settled' ? { type: 'kept', rounds: 2 } : more.type === 'kept' ? { type: 'kept', rounds: 3 } : more;
  });
}

const names = new WeakMap<Bound, ReadonlySet<string>>();

/** All names that a text uses. */
function namesIn(bound: Bound): ReadonlySet<string> {
  const known = names.get(bound) ?? new Set(bound.uses.map(({ binding }) => binding.name));
  names.set(bound, known);
  return known;
}

/** What is not followed is not settled. */
function settled(check: () => SelfCheck): SelfCheck {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof NotFollowed)) throw error;
    return { type: 'not-settled', message: error.message };
  }
}

interface Side {
  readonly works: readonly Work[];
  readonly clusters: ReturnType<typeof clustersOf>;
}

/** Whether what leaves the statements by an error cannot see a variable: it is declared among them, or nobody but the function has it and the error leaves that too. */
function isOwnOf({ fn, statements }: Region): (binding: Binding) => boolean {
  const [start, end] = [statements[0]?.pos ?? 0, statements.at(-1)?.end ?? 0];
  const isCaught = isInTry(fn, statements[0]);
  return (binding) => {
    const { kind, declarations } = binding;
    if (kind === 'var' || declarations.length === 0) return false;
    return declarations.every(({ pos }) => pos >= start && pos < end) || (!isCaught && isOnlyIn(fn, binding));
  };
}

function isInTry({ unit }: FunctionReading, statement: ts.Node | undefined): boolean {
  for (let node = statement; node !== undefined && node !== unit.node; node = node.parent) if (ts.isTryStatement(node.parent)) return true;
  return false;
}

/** A variable of the function, which no other function uses and whose value is handed to nobody before the end. */
function isOnlyIn({ unit, bound }: FunctionReading, { kind, scope, uses }: Binding): boolean {
  if ((kind !== 'let' && kind !== 'const') || scope.unit !== unit || unit === bound.module) return false;
  return uses.every(({ node, unit: user, flow }) => {
    if (user !== unit && user.parent !== unit) return false;
    if (user !== unit && flow !== 'read') return false;
    const { parent } = node;
    return flow !== 'read' || ts.isVariableDeclaration(parent) || ts.isBindingElement(parent)
      || ((ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) && parent.expression === node) || isReturned(node);
  });
}

function isReturned(node: ts.Node): boolean {
  let at = node.parent;
  while (ts.isObjectLiteralExpression(at) || ts.isArrayLiteralExpression(at) || ts.isPropertyAssignment(at) || ts.isShorthandPropertyAssignment(at) || ts.isParenthesizedExpression(at)) at = at.parent;
  return ts.isReturnStatement(at);
}

function awaitsOf(works: readonly Work[], functionId: string): AwaitOf {
  const ids = new Map([...flat(works)].flatMap((work) => (work.type === 'start' && work.task.await !== undefined ? [[work.task.key, work.task.await] as const] : [])));
  return (key) => {
    const id = ids.get(key);
    return id === undefined ? undefined : { functionId, id };
  };
}

function compare(before: Side, after: Side, awaitOf: AwaitOf, lineOf: LineOf, limits: typeof usualLimits): SelfCheck {
  const stray = strayKey(before.works, after.works);
  if (stray !== undefined) return { type: 'not-settled', message: `\`${stray}\` does not stand in both codes.` };
  const exits = new Exits();
  const circumstances = circumstancesOf(before.works, after.works);
  let unsettled = circumstances.length > limits.circumstances;
  for (const one of circumstances.slice(0, limits.circumstances)) {
    const [was, is] = [before, after].map(({ works, clusters }) => checkedProgram(works, clusters, exits, one, awaitOf));
    if (was === undefined || is === undefined) continue;
    const [expected, found] = [endingsOf(was.program, limits), endingsOf(is.program, limits)];
    for (const ending of found.all) {
      if (expected.all.some((other) => isKept(other, ending, was, is, one, exits))) continue;
      const [nearest] = expected.all;
      if (!expected.exhausted || nearest === undefined) {
        unsettled = true;
        continue;
      }
      const message = difference(nearest, ending, was, is, exits);
      const way = ({ program, rejecting }: Checked, { replay }: Ending): Way => ({ program, replay, rejecting });
      return { type: 'differs', message, counterExample: { before: way(was, nearest), after: way(is, ending), message, given: givenBy(one, before.works, lineOf) } };
    }
    unsettled ||= !found.exhausted;
  }
  return unsettled ? { type: 'not-settled', message: `There are more orders to compare than the limit of ${limits.states} states and ${limits.circumstances} combinations of failures.` } : { type: 'kept' };
}

/** What is done in one of the codes only, by text. */
function strayKey(before: readonly Work[], after: readonly Work[]): string | undefined {
  const [was, is] = [before, after].map((works) => new Set([...flat(works)].flatMap(keyOf)));
  return [...(was ?? [])].find((key) => is?.has(key) !== true) ?? [...(is ?? [])].find((key) => was?.has(key) !== true);
}

function keyOf(work: Work): readonly string[] {
  switch (work.type) {
    case 'start':
      return work.task.isRound === true ? [] : [work.task.key];
    case 'line':
    case 'throw':
    case 'leave':
    case 'choice':
      return [work.key];
    default:
      return [];
  }
}

/**
 * None fails, each one alone, each two; and with each of these every condition both ways, no more than one other than the rest. Of what can throw at the call in the
 * code before alone, where it is waited for at once, its rejection tells the same.
 */
function circumstancesOf(before: readonly Work[], after: readonly Work[]): readonly Circumstances[] {
  const failures = new Set<string>();
  const choices = new Set<string>();
  for (const work of flat([...before, ...after])) {
    if (work.type === 'line' && work.mayThrow) failures.add(work.key);
    else if (work.type === 'choice') choices.add(work.key);
    else if (work.type === 'start' && work.task.isRound !== true) failures.add(work.task.key);
  }
  for (const work of flat(after)) if (work.type === 'start' && work.task.isRound !== true && !work.task.onlyRejects) failures.add(thrownBy(work.task));
  const all = [...failures];
  const failing = [[], ...all.map((one) => [one]), ...all.flatMap((one, index) => all.slice(index + 1).map((other) => [one, other]))];
  const conditions = [...choices];
  const taken = conditions.length === 0 ? [[]] : [conditions, [], ...(conditions.length > 1 ? conditions.flatMap((one) => [[one], conditions.filter((other) => other !== one)]) : [])];
  return failing.flatMap((fails) => taken.map((takes) => ({ failing: new Set(fails), taken: new Set(takes) })));
}

type LineOf = (task: Task) => number | undefined;

function lineIn({ sites, places }: FunctionReading): LineOf {
  return ({ await: id }) => {
    const site = id === undefined ? undefined : sites.get(id);
    return site && places.of(site.node).line;
  };
}

/** The circumstances in sentences. Of calls with one name their lines tell which is meant. */
function givenBy({ failing, taken }: Circumstances, works: readonly Work[], lineOf: LineOf): readonly string[] {
  const given: string[] = [];
  const tasks = [...flat(works)].flatMap((work) => (work.type === 'start' ? [work.task] : []));
  const named = (task: Task): string => {
    const line = tasks.some((other) => other !== task && other.label === task.label) ? lineOf(task) : undefined;
    return `\`${task.label}\`${line === undefined ? '' : ` (line ${line})`}`;
  };
  for (const work of flat(works)) {
    if (work.type === 'start') {
      if (failing.has(work.task.key)) given.push(`${named(work.task)} rejects.`);
      if (failing.has(thrownBy(work.task))) given.push(`${named(work.task)} throws before it gives a promise.`);
    } else if (work.type === 'line' && failing.has(work.key)) given.push(`\`${work.label}\` throws.`);
    else if (work.type === 'choice') given.push(`\`${work.key.replace(/^(?:if|\?) /, '')}\` ${taken.has(work.key) ? 'holds' : 'does not hold'}.`);
  }
  return given;
}

function isKept(was: Ending, is: Ending, before: Checked, after: Checked, { failing }: Circumstances, exits: Exits): boolean {
  if (was.variables[exitVariable] !== is.variables[exitVariable]) return false;
  const failed = failing.size > 0;
  const left = exits.get(is.variables[exitVariable] ?? 0) !== undefined;
  for (const [name, { cluster }] of before.notes) {
    const [found, then] = [was.variables[name] ?? -1, is.variables[name] ?? -1];
    // A variable of the statements that have been left is nobody's any more.
    if (found >= 0 && then !== found && !(then < 0 && left && cluster.own)) return false;
  }
  for (const [name, { access, cluster }] of after.notes) {
    if ((is.variables[name] ?? -1) < 0 || (was.variables[name] ?? -1) >= 0) continue;
    if (!failed || (access === 'write' && !(left && cluster.own))) return false;
  }
  return true;
}

/** The first thing that differs, in one sentence. */
function difference(was: Ending, is: Ending, before: Checked, after: Checked, exits: Exits): string {
  const [exit, other] = [was, is].map(({ variables }) => exits.get(variables[exitVariable] ?? 0));
  if (exit !== other) {
    if (other === undefined) return `The code goes on where \`${exit?.label ?? ''}\` ended it.`;
    if (exit === undefined) return `\`${other.label}\` may end the code where it went on.`;
    return exit.label === other.label ? `The error may be that of another call of \`${exit.label}\` than it was.` : `The error may be that of \`${other.label}\`, where it was that of \`${exit.label}\`.`;
  }
  for (const [name, note] of after.notes) {
    if (note.access === 'write' && (is.variables[name] ?? -1) >= 0 && (was.variables[name] ?? -1) < 0) {
      return `\`${note.label}\` changes ${note.cluster.name}${exit === undefined ? ', which it did not' : ` although \`${exit.label}\` has failed`}.`;
    }
  }
  for (const [name, note] of before.notes) {
    const [found, then] = [was.variables[name] ?? -1, is.variables[name] ?? -1];
    if (found < 0 || then === found || (then < 0 && other !== undefined && note.cluster.own)) continue;
    const does = note.access === 'write' ? 'change' : 'read';
    if (then < 0) return `\`${note.label}\` may no longer ${does} ${note.cluster.name}.`;
    const partner = writerOf(before.notes, note);
    return `\`${note.label}\` may ${does} ${note.cluster.name} ${then < found ? 'before' : 'after'} \`${partner?.label ?? note.label}\` changes it.`;
  }
  return 'What is read differs.';
}

function writerOf(notes: ReadonlyMap<string, Note>, note: Note): Note | undefined {
  const writers = [...notes.values()].filter((other) => other.access === 'write' && other.cluster.index === note.cluster.index);
  return writers.find(({ key }) => key !== note.key) ?? writers[0];
}
