/** Two statements that hand each other nothing by name: may they run at the same time, by what they do to the world? The rules stand in pair-rules/. */
import type ts from 'typescript';
import type { Site } from './awaits.ts';
import { merge, nothing } from './effects/effect.ts';
import { isPlain, needsOf } from './flow.ts';
import type { PairVerdict } from './model.ts';
import { areAboutOthers, areApartByName, bothOnlyRead, loadsModule, onlyComputes, takesInRequest, useOtherKeys, wereSeenApart } from './pair-rules/apart.ts';
import { clash, clashOnTheWay, handsOn, shareTransaction } from './pair-rules/conflicts.ts';
import { asksForLeave, mayEndProcess, refusesWhatLasts, throwsOnPurpose } from './pair-rules/leaving.ts';
import { askTheSame, asksPerson, bothRunPrograms, bothStore, bothTellEditor, changesSetting, isCommented, takesLock, takesStep } from './pair-rules/meant-order.ts';
import type { PairRule } from './pair-rules/scene.ts';
import { Scene } from './pair-rules/scene.ts';
import type { Side } from './pair-rules/side.ts';
import { sideOf } from './pair-rules/side.ts';
import { bindsUsed } from './pair-rules/taken.ts';
import { changesByName, fillsWhatIsHanded, givesNoValue, nameOneThing, setsBetween } from './pair-rules/tied.ts';
import type { WaitRule } from './pair-rules/under-way.ts';
import { areNamedPromises, areUnderWay, isBroughtAbout, wasStartedBefore } from './pair-rules/under-way.ts';
import { leadsNowhere, nothingSettles, touchesUnknown } from './pair-rules/unseen.ts';
import { firstOf } from './rule.ts';
import type { AwaitingStatement } from './statements.ts';
import type { Ground, Judgement } from './verdict.ts';

/** Of two statements: what was started before has nothing left to start, whatever else it may do. */
const ofWaits: readonly WaitRule[] = [
  areUnderWay,
  areNamedPromises,
  wasStartedBefore,
  isBroughtAbout,
];

/**
 * Of any two. What was seen comes first, as a body is believed before a name: what keeps the second from running, what meets, what is there for its moment.
 * If all of both was seen by then, they are apart; else names decide, the surest first. Of what nothing settles, that is said.
 */
const ofSides: readonly PairRule[] = [
  // What was seen: the second is not to begin, or the two meet.
  asksForLeave,
  handsOn,
  clash,
  clashOnTheWay,
  throwsOnPurpose,
  mayEndProcess,
  shareTransaction,
  // Nothing meets, but the order is meant.
  isCommented,
  asksPerson,
  changesSetting,
  takesLock,
  takesStep,
  bothStore,
  bothTellEditor,
  bothRunPrograms,
  askTheSame,
  // All of both was seen: no rule below is ever asked of such two.
  refusesWhatLasts,
  wereSeenApart,
  // Keys that are written out, or what each of the two is given, show that they are apart, whatever their names say.
  useOtherKeys,
  onlyComputes,
  takesInRequest,
  // What ties the two together comes before the names of readers, and those before what is only taken for a change.
  nameOneThing,
  setsBetween,
  loadsModule,
  bothOnlyRead,
  fillsWhatIsHanded,
  areAboutOthers,
  givesNoValue,
  changesByName,
  areApartByName,
  // What cannot be seen.
  leadsNowhere,
  touchesUnknown,
];

export function judgeEffects(ground: Ground, first: AwaitingStatement, middle: readonly ts.Statement[], second: AwaitingStatement): Judgement<PairVerdict> {
  return firstOf(ofWaits, { ground, first, second }) ?? judgeStatements(ground, first, middle, second);
}

function judgeStatements(ground: Ground, first: AwaitingStatement, middle: readonly ts.Statement[], second: AwaitingStatement): Judgement<PairVerdict> {
  const { effects, unit, bound } = ground;
  const binds = bindsUsed(bound, unit, first.statement);
  // Of a plain statement only what it awaits would start early; the rest of it still runs in its turn.
  // A first that gives no value is there for something else: then the second counts as a whole.
  const started = isPlain(second.statement) && binds ? needsOf(unit, second.statement).map((need) => need.node) : [second.statement];
  const waited = effects.before(first.statement);
  const own = effects.of(first.statement);
  const summaries = [waited === nothing ? own : merge([own, waited]), merge(started.map((node) => effects.of(node)))] as const;
  const before = sideOf(ground, first.statement, first.first, summaries[0], summaries[1], binds);
  const after = sideOf(ground, second.statement, second.first, summaries[1], summaries[0], bindsUsed(bound, unit, second.statement));
  return judgeSides(ground, before, middle, after);
}

/** Two awaits of one expression, such as two elements of a literal: the value of each goes into it. */
export function judgeAwaits(ground: Ground, first: Site, second: Site): Judgement<PairVerdict> {
  const summaries = [ground.effects.of(first.node), ground.effects.of(second.node)] as const;
  return judgeSides(ground, sideOf(ground, first.node, first, summaries[0], summaries[1], true), [], sideOf(ground, second.node, second, summaries[1], summaries[0], true));
}

/** A step of a promise chain, and whether anybody takes its value. */
export interface Started {
  readonly node: ts.Node;
  readonly operand: ts.Expression | undefined;
  readonly form: Site['form'];
  readonly taken: boolean;
}

/** Two steps of a promise chain, and what runs between them. */
export function judgeSteps(ground: Ground, first: Started, middle: readonly ts.Node[], second: Started): Judgement<PairVerdict> {
  const summaries = [ground.effects.of(first.node), ground.effects.of(second.node)] as const;
  const before = sideOf(ground, first.node, first, summaries[0], summaries[1], first.taken, !first.taken);
  return judgeSides(ground, before, middle, sideOf(ground, second.node, second, summaries[1], summaries[0], second.taken, !second.taken));
}

function judgeSides(ground: Ground, before: Side, middle: readonly ts.Node[], after: Side): Judgement<PairVerdict> {
  const scene = new Scene(ground, before, middle, after);
  return firstOf(ofSides, scene) ?? nothingSettles(scene);
}
