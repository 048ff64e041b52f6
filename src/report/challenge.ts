/** Whether a challenge is met: by what the analysis reads and what the engine makes of it. Nothing of the text is executed. */
import { analyze } from '../analysis/analyze.ts';
import type { AsyncFunction, Place } from '../analysis/model.ts';
import { returnedBy, type Returned } from '../analysis/returned.ts';
import { run } from '../engine/run.ts';
import { taskResults, waitKinds, type Schedule } from '../engine/schedule.ts';
import { durationLookup } from '../program/durations.ts';
import { estimator } from '../program/estimate.ts';
import { programOf } from '../program/from-model.ts';
import type { Instruction, Program } from '../program/program.ts';
import type { ChallengeId, ChallengeLevel } from './challenge-levels.ts';
import { duration, list } from './format.ts';
import { eventLoop, mostEvents } from './machine.ts';

export interface ChallengeCheck {
  readonly met: boolean;
  /** One sentence: what holds, or what is missing. */
  readonly text: string;
  /** What is still in line, where that is the matter. */
  readonly places: readonly Pick<Place, 'start' | 'end'>[];
}

export interface ChallengeResult {
  readonly id: ChallengeId;
  readonly title: string;
  /** Where the function's name is; null where there is no such function. */
  readonly at: Pick<Place, 'start' | 'end'> | null;
  readonly checks: readonly ChallengeCheck[];
  readonly met: boolean;
}

export function checkChallenge(text: string, level: ChallengeLevel): ChallengeResult {
  const model = analyze({ path: 'challenge.ts', text });
  const [error] = model.errors;
  const fn = model.functions.find(({ name }) => name === level.functionName);
  const done = (checks: readonly ChallengeCheck[]): ChallengeResult => ({ id: level.id, title: level.title, at: fn?.namePlace ?? null, checks, met: checks.every(({ met }) => met) });
  if (error) return done([check(false, `Line ${error.line} does not parse: ${error.message}`)]);
  if (!fn) return done([check(false, `There is no async function ${level.functionName} any more; it is the one to rewrite.`)]);
  const [before, after] = [level.text, text].map((one) => returnedBy(one, level.functionName) ?? []);
  const first = programIn(level.text, level.functionName);
  const now = programIn(text, level.functionName);
  if (!before || !after || !first || !now) return done([check(false, 'This cannot be read.')]);
  const schedule = run(now, eventLoop, { maxEvents: mostEvents });
  const calls = before.map(({ call }) => call.slice(0, call.indexOf('(')));
  return done([
    ...sameDurations(level.text, text),
    sameResults(before, after),
    inAThird(fn, run(first, eventLoop, { maxEvents: mostEvents }), schedule),
    ...(level.mostInFlight === undefined ? [] : [withinLimit(schedule, calls, level.mostInFlight)]),
    ...(level.survivesFailure === true ? [survives(now, after)] : []),
  ]);
}

function check(met: boolean, text: string, places: readonly Place[] = []): ChallengeCheck {
  return { met, text, places: places.map(({ start, end }) => ({ start, end })) };
}

function programIn(text: string, name: string): Program | null {
  const model = analyze({ path: 'challenge.ts', text });
  const fn = model.functions.find((one) => one.name === name);
  return fn ? programOf(fn, estimator(model, durationLookup())) : null;
}

/** What the level says the calls take is a part of it. Spoken of only where it was changed. */
function sameDurations(given: string, text: string): ChallengeCheck[] {
  const said = (one: string): string => (one.match(/@overlap[^\n]*/g) ?? []).toSorted().join('\n');
  return said(given) === said(text) ? [] : [check(false, 'The @overlap comments are part of the challenge: put them back as they were.')];
}

function sameResults(before: readonly Returned[], after: readonly Returned[]): ChallengeCheck {
  const now = new Map(after.map(({ property, call }) => [property, call]));
  const wrong = before.filter(({ property, call }) => now.get(property) !== call);
  if (wrong.length === 0) return check(true, 'It returns the same.');
  const words = wrong.map(({ property, call }) => {
    const other = now.get(property);
    return other === undefined ? `${property} is to be what ${call} gives` : `${property} is what ${other} gives, and not ${call}`;
  });
  return check(false, `The results are not seen to be the same: ${list(words, 3)}. Keep the object in the last return.`);
}

function inAThird(fn: AsyncFunction, first: Schedule, now: Schedule): ChallengeCheck {
  const [before, after] = [endOf(first), endOf(now)];
  // Code between the calls takes a few microseconds.
  const wanted = Math.ceil(before / 3) + 1000;
  if (after <= wanted) return check(true, `It takes ${duration(after)}, a third of ${duration(before)} or less.`);
  const line = fn.awaits.filter(({ mode }) => mode === 'sequential');
  return check(false, `It takes ${duration(after)}, and ${duration(before / 3)} is wanted.${line.length > 1 ? ` Still in line: ${list(line.map(({ label, place }) => `${label} (line ${place.line})`), 6)}.` : ''}`, line.map(({ whole }) => whole));
}

function endOf({ tasks, wallUs }: Schedule): number {
  const end = tasks.endsUs[0] ?? -1;
  return end < 0 ? wallUs : end;
}

/** The most waits for these calls at one moment. */
function withinLimit({ waits, sites }: Schedule, calls: readonly string[], most: number): ChallengeCheck {
  const edges: { readonly at: number; readonly by: 1 | -1 }[] = [];
  for (let row = 0; row < waits.count; row++) {
    const kind = waitKinds[waits.kind[row] ?? 0];
    const label = sites[waits.site[row] ?? -1]?.label ?? '';
    if ((kind !== 'io' && kind !== 'timer') || !calls.some((call) => label.startsWith(call))) continue;
    edges.push({ at: waits.startUs[row] ?? 0, by: 1 }, { at: waits.endUs[row] ?? 0, by: -1 });
  }
  edges.sort((a, b) => a.at - b.at || a.by - b.by);
  let now = 0;
  const peak = edges.reduce((highest, { by }) => Math.max(highest, (now += by)), 0);
  return check(peak <= most, peak <= most ? `At most ${peak} calls are in flight at once.` : `${peak} calls are in flight at once, and the service takes ${most}.`);
}

/** Every call that has no catch of its own fails: what is then lost is seen in the run. */
function survives(program: Program, after: readonly Returned[]): ChallengeCheck {
  const caught = new Set(after.filter(({ guarded }) => guarded).map(({ call }) => call.slice(0, call.indexOf('('))));
  const open = after.map(({ call }) => call.slice(0, call.indexOf('('))).filter((call) => !caught.has(call));
  const [one] = open;
  if (one === undefined && after.length > 0) return check(true, 'Whatever fails, the other results are returned.');
  const { tasks } = run(failing(program, one ?? ''), eventLoop, { maxEvents: mostEvents });
  const lost = taskResults[tasks.result[0] ?? 0] !== 'fulfilled';
  return check(!lost && after.length > 0, lost ? `Where ${one ?? 'a call'} fails, the whole function fails with it, and the other results are lost.` : 'Whatever fails, the other results are returned.');
}

function failing(program: Program, call: string): Program {
  const one = (instruction: Instruction): readonly Instruction[] => {
    switch (instruction.op) {
      case 'io':
        return (program.sites[instruction.site]?.label ?? '').startsWith(call) ? [instruction, { op: 'fail', error: `${call} failed`, site: instruction.site }] : [instruction];
      case 'try':
        return [{ ...instruction, body: instruction.body.flatMap(one), catch: instruction.catch?.flatMap(one) ?? null, finally: instruction.finally.flatMap(one) }];
      case 'loop':
        return [{ ...instruction, body: instruction.body.flatMap(one) }];
      default:
        return [instruction];
    }
  };
  return { ...program, bodies: Object.fromEntries(Object.entries(program.bodies).map(([name, body]) => [name, body.flatMap(one)])) };
}
