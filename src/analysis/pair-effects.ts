/** Two statements that hand each other nothing by name: may they run at the same time, by what they do to the world? */
import ts from 'typescript';
import { askedNames, sayTogether } from './asked.ts';
import type { Site } from './awaits.ts';
import { withoutChain } from './awaits.ts';
import { changes, clashesOf, isNoticed, isQuiet, leavesNothing, rootOf } from './clash.ts';
import { orderComment } from './comments.ts';
import { awaitedCall } from './control.ts';
import type { Conflict } from './effects/conflict.ts';
import type { Effect, Gap, Summary, Where } from './effects/effect.ts';
import { merge } from './effects/effect.ts';
import type { NameSays } from './effects/names.ts';
import { evidenceAt } from './evidence.ts';
import { onlyStatement } from './guards.ts';
import { asksForChange, readName, wordsOf } from './effects/names.ts';
import { transactionIn } from './transactions.ts';
import { changesMore, isKeptAlike, isNoted, isPlainReader } from './readers.ts';
import { awaitsIn, firstTainted, isPlain, needsOf, producedBy, usesIn } from './flow.ts';
import type { PairVerdict } from './model.ts';
import type { Bound, Unit } from './scopes.ts';
import { setsWith } from './set-between.ts';
import type { AwaitingStatement } from './statements.ts';
import { inRange, methodName, shortText, unwrap } from './syntax.ts';
import type { Ground, Judgement } from './verdict.ts';
import { decided, likely } from './verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isAwaitExpression, isBinaryExpression, isBlock, isCallExpression, isExpressionStatement, isIdentifier, isIfStatement, isNewExpression, isPropertyAccessExpression, isReturnStatement, isStatement, isStringLiteralLike, isTryStatement, isVariableStatement } = ts;

/** One of the two, with what is known of it. */
interface Side {
  /** A statement, one await in an expression, or a step of a promise chain. */
  readonly node: ts.Node;
  readonly site: Pick<Site, 'operand' | 'form'>;
  readonly summary: Summary;
  /** Its value goes into names that are used later, or out of the function. */
  readonly binds: boolean;
  /** It is there for what it does: nobody takes its value, and nothing else happens with it. */
  readonly bare: boolean;
  /** What the name of its first awaited callee says. */
  readonly says: NameSays;
  /** Its value is taken, and its name is a plain reader's. */
  readonly plain: boolean;
  readonly name: string | undefined;
  /** What it waits for, by name: see asked.ts. */
  readonly asked: readonly string[];
  readonly standing: Standing;
}

/**
 * `seen`: everything it does was seen. `reads`: what was not seen only reads, by its name. `reader`: it gives a value, is named as a reader, and nothing seen in it changes anything.
 * `blind`: it may do anything.
 */
type Standing = 'seen' | 'reads' | 'reader' | 'blind';

export function judgeEffects(ground: Ground, first: AwaitingStatement, middle: readonly ts.Statement[], second: AwaitingStatement): Judgement<PairVerdict> {
  const { effects, unit, bound, places } = ground;
  if (first.first.form === 'deferred' && second.first.form === 'deferred' && bindsUsed(bound, unit, first.statement) && bindsUsed(bound, unit, second.statement)) {
    return likely('independent', { kind: 'independent', place: places.of(second.statement), message: 'Both were started before: they run beside each other already, whichever is waited for first.' });
  }
  if (second.first.form === 'deferred' && !bindsUsed(bound, unit, first.statement)) {
    const message = 'What is waited for here was started before: the statement between may be what brings it about.';
    return likely('effect', { kind: 'effect', place: places.of(second.statement), message });
  }
  // Of a plain statement only what it awaits would start early; the rest of it still runs in its turn.
  // A first that gives no value is there for something else: then the second counts as a whole.
  const started = isPlain(second.statement) && bindsUsed(bound, unit, first.statement) ? needsOf(unit, second.statement).map((need) => need.node) : [second.statement];
  const summaries = [effects.of(first.statement), merge(started.map((node) => effects.of(node)))] as const;
  const before = sideOf(ground, first.statement, first.first, summaries[0], summaries[1], bindsUsed(bound, unit, first.statement));
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
  const { effects, bound, places } = ground;
  const { known, blind } = clashesOf(ground, before.summary, after.summary);
  const clash = known.find((conflict) => isClash(before, after, conflict));
  if (clash !== undefined) return clashing(ground, clash);
  for (const line of middle) {
    const summary = effects.of(line);
    if (summary.writes.length === 0) continue;
    const onTheWay = clashesOf(ground, summary, after.summary).known.find((conflict) => conflict.first.access === 'write');
    if (onTheWay === undefined) continue;
    // The line is held back by the first: it needs its value, or what it changed.
    const needs = firstTainted(line, producedBy(bound, before.node)) !== undefined;
    if (needs || clashesOf(ground, before.summary, summary).known.some((conflict) => conflict.first.access === 'write')) return clashing(ground, onTheWay);
  }

  // What stores something and may fail is no mere check.
  const guard = before.bare && !before.summary.writes.some((effect) => storeKinds.has(effect.resource.kind)) ? before.summary.guards[0] : undefined;
  if (guard !== undefined) {
    return decided('control', evidenceAt(ground, guard.where, 'control', `The first throws here on purpose (\`${guard.text}\`): the second must not have started then.`));
  }
  const transaction = transactionIn(bound, before.node.pos, before.node.end);
  if (transaction !== undefined && transactionIn(bound, after.node.pos, after.node.end)?.binding === transaction.binding) {
    return likely('effect', { kind: 'effect', place: places.of(transaction.node), message: `Both work in \`${transaction.binding.name}\`: a transaction takes one statement at a time.` });
  }
  const comment = orderComment(after.node, bound.file, places) ?? orderComment(before.node, bound.file, places);
  if (comment !== undefined) return likely('effect', { kind: 'effect', place: comment, message: 'A comment says that this order is meant.' });
  // A reader that may ask deep down, such as for a sign-in, is not there for the question.
  const asking = [before, after].find(({ summary, binds, name }) => summary.prompts && (!binds || /prompt|ask|confirm|select|input|choose|question|show/i.test(name ?? '')));
  if (asking !== undefined) return likely('effect', { kind: 'effect', place: places.of(asking.node), message: `${subjectOf(ground, asking)} asks a person: what stands before it is done by then, and what follows has the answer.` });
  const setting = [before, after].find((side) => side.bare && side.summary.writes.some((effect) => isSetting(ground, effect)));
  if (setting !== undefined) return likely('effect', { kind: 'effect', place: places.of(setting.node), message: `${subjectOf(ground, setting)} gives no value: it changes what the program works with, and nothing shows that the other does not rely on it.` });
  const step = [before, after].find((side) => isStep(side));
  if (step !== undefined) return likely('effect', { kind: 'effect', place: places.of(step.node), message: `${subjectOf(ground, step)} opens, closes or waits for something: what stands before or after it is meant to.` });
  const stored = [before, after].map(({ summary }) => summary.writes.find((effect) => storeKinds.has(effect.resource.kind) && isNoticed(ground, effect)));
  if (stored[0] !== undefined && stored[1] !== undefined && !isRemoteRead(before, stored[0]) && !isRemoteRead(after, stored[1]) && !haveOwnKeys(before, after)) {
    const message = `Both change something that is kept (${nameOf(stored[0])}, ${nameOf(stored[1])}): the second may refer to the first, or mark that it was done.`;
    return likely('effect', evidenceAt(ground, stored[1].where, 'effect', message));
  }
  if (!(before.binds && after.binds)) {
    const processes = [before, after].map(({ summary }) => summary.writes.find((effect) => effect.resource.kind === 'process'));
    if (processes[0] !== undefined && processes[1] !== undefined) {
      return likely('effect', evidenceAt(ground, processes[1].where, 'effect', 'Both run other programs, and what those touch cannot be seen.'));
    }
  }
  const kept = known.find((conflict) => isOwnAffair(before, after, conflict));
  if ((kept !== undefined || blind[0] !== undefined) && isSameCall(before, after)) {
    return likely('effect', { kind: 'effect', place: places.of(after.node), message: 'The same is asked for twice: either something between the two changes it, or the second is given what the first kept.' });
  }
  return withoutClash(ground, before, after, middle, { blind: blind[0], kept });
}

function isClash(before: Side, after: Side, conflict: Conflict): boolean {
  const { first, second, serial } = conflict;
  if (isOwnAffair(before, after, conflict)) return false;
  return serial || (first.access === 'write' && !isRemoteRead(before, first)) || (second.access === 'write' && !isRemoteRead(after, second));
}

function isSameCall(before: Side, after: Side): boolean {
  const [a, b] = [before, after].map((side) => callOf(side));
  return a !== undefined && a.getText() === b?.getText();
}

/** What both plain readers keep for themselves, deeper than their own lines. */
function isOwnAffair(before: Side, after: Side, conflict: Conflict): boolean {
  if (before.binds && after.binds && isNoted(conflict, before.summary, after.summary) && !isWithin(conflict.first.where, before.node)) return true;
  return before.plain && after.plain && !isWithin(conflict.first.where, before.node) && !isWithin(conflict.second.where, after.node) && isKeptAlike(conflict, before.summary, after.summary);
}

/** Conflicts that do not order the two by themselves: with what cannot be seen, and about what both readers keep. */
interface Passed {
  readonly blind: Conflict | undefined;
  readonly kept: Conflict | undefined;
}

function withoutClash(ground: Ground, before: Side, after: Side, middle: readonly ts.Node[], { blind, kept }: Passed): Judgement<PairVerdict> {
  const { places } = ground;
  const place = places.of(after.node);
  if (before.standing === 'seen' && after.standing === 'seen' && blind === undefined && kept === undefined) {
    const message = sayApart(before.summary, after.summary);
    return { ...decided('independent' as const, { kind: 'independent', place, message }), fixSafe: isFixSafe(ground, before, after, middle) };
  }
  const worst = worstGap(merge([before.summary, after.summary]));
  const believed = worst === undefined ? '' : ` \`${worst.text}\` is believed by its name: ${worst.reason}.`;
  if (haveOwnKeys(before, after)) return likely('independent', { kind: 'independent', place, message: 'Both do the same to two different keys.' });
  const entity = sharedEntity(before, after);
  if (entity !== undefined) {
    return likely('effect', { kind: 'effect', place, message: `By their names both are about the same thing (\`${entity}\`), and one changes it: \`${before.name ?? ''}\`, then \`${after.name ?? ''}\`.` });
  }
  const set = middle.find((line) => isExpressionStatement(line) && setsWith(ground, line, producedBy(ground.bound, before.node)));
  if (set !== undefined) return likely('effect', { kind: 'effect', place: places.of(set), message: 'Something is done here with what the first gave, and nothing shows that the second does not rely on it.' });
  if (isHarmless(before, after) && isHarmless(after, before)) {
    const own = kept?.second ?? [before, after].flatMap((side) => (side.standing === 'reader' || side.standing === 'blind' ? side.summary.writes.filter((effect) => isNoticed(ground, effect)) : []))[0];
    const upkeep = own === undefined ? '' : ` What \`${own.text}\` changes on the way is taken to be the reader's own upkeep.`;
    return likely('independent', { kind: 'independent', place, message: `Both only read, as far as can be seen, and neither uses what the other gives.${believed}${upkeep}` });
  }
  const bare = [before, after].find((side) => !side.binds);
  if (bare !== undefined) {
    return likely('effect', { kind: 'effect', place: places.of(bare.node), message: `${subjectOf(ground, bare)} gives no value that is used: it is there for what it does, and nothing shows that the other does not rely on it.` });
  }
  if (before.says === 'write' && before.standing === 'blind' && after.says !== 'write' && !before.asked.some((name) => vague.test(name))) {
    return likely('effect', { kind: 'effect', place: places.of(before.node), message: `By its name ${subjectOf(ground, before)} changes something, what cannot be seen: nothing shows that the second does not rely on it.` });
  }
  if (worst !== undefined) return likely('unknown', evidenceAt(ground, worst.where, 'unknown', `What \`${worst.text}\` does cannot be seen: ${worst.reason}.`));
  const effect = blind?.first.resource.kind === 'unknown' ? blind.first : blind?.second;
  if (effect !== undefined) return likely('unknown', evidenceAt(ground, effect.where, 'unknown', `What \`${effect.text}\` touches cannot be seen.`));
  return likely('unknown', { kind: 'unknown', place, message: 'Nothing that can be seen settles whether the second needs the first to be done.' });
}

/** Verbs that say that something is done, and not what. */
const vague = /^(run|exec|execute|process|handle|perform|invoke|apply|trigger|start|launch|do|call)(?![a-z])/;

/** Whether one side cannot disturb the other, as far as names may be believed. */
function isHarmless(side: Side, other: Side): boolean {
  switch (side.standing) {
    case 'seen':
      return other.standing === 'seen' || side.summary.writes.every((effect) => effect.idempotent === true || !farKinds.has(effect.resource.kind));
    case 'reads':
      return true;
    case 'reader':
      return side.binds;
    case 'blind':
      // Of two plain readers between which no conflict was found, what lies below is believed with their names.
      return side.plain && other.plain;
  }
}

/** The noun that a reader's and a writer's names share: `getUser` and `updateUser`; but `createMailServer` and `createWebServer` are about two things. */
function sharedEntity(before: Side, after: Side): string | undefined {
  if (before.name === undefined || after.name === undefined) return undefined;
  const verbs = [before, after].map(({ name }) => readName(name ?? '', { waited: true, bare: false }).says);
  if (!verbs.includes('write')) return undefined;
  const [nouns = [], others = []] = [before.name, after.name].map((name) => wordsOf(name).slice(1).filter((word) => word.length > 2).map((word) => word.replace(/s$/, '')));
  const shared = nouns.find((noun) => noun === others[0] || noun === others.at(-1));
  const [own, its] = [nouns.filter((noun) => !others.includes(noun)), others.filter((noun) => !nouns.includes(noun))];
  const areKinds = verbs.every((says) => says === 'write') && own.length > 0 && its.length > 0 && nouns.at(-1) === others.at(-1);
  return areKinds ? undefined : shared;
}

/** Things that are kept outside the program, where one row or message may refer to another. */
const storeKinds: ReadonlySet<Effect['resource']['kind']> = new Set(['table', 'cache', 'host', 'queue', 'git', 'packages', 'transaction', 'connection']);

/** A change of something that the whole program works with. */
function isSetting(ground: Ground, effect: Effect): boolean {
  const { kind } = effect.resource;
  return (kind === 'global' || kind === 'connection' || (kind === 'state' && rootOf(effect)?.id.startsWith('global:') === true)) && isNoticed(ground, effect);
}

/** Verbs of calls that begin or end something, or wait for it. */
const stepVerbs = /^\$?(connect|disconnect|open|close|begin|commit|rollback|lock|unlock|acquire|release|init|initialize|initialise|start|stop|destroy|dispose|shutdown|flush|drain|end|quit|ready|setup|teardown|login|logout|launch|once|wait|sleep|delay|pause|resume|join|settled|finished|setTimeout|setImmediate|whenReady|bootstrap|terminate|kill)(?![a-z])/;

/** A statement that is there for its moment: it begins, ends or waits for something, or changes nothing that was seen. */
function isStep(side: Side): boolean {
  if (side.binds) return false;
  const only = isStatement(side.node) ? onlyStatement(side.node) : undefined;
  if (only !== undefined && !isPlain(only)) return false;
  // `await new Promise((go) => { waiting.push(go); })`: nothing but waiting.
  if (side.site.operand !== undefined && isNewExpression(side.site.operand)) return true;
  if (side.name !== undefined && stepVerbs.test(side.name)) return true;
  return side.standing === 'seen' && !side.summary.writes.some((effect) => !isQuiet(effect)) && side.summary.gaps.length === 0 && (only === undefined ? side.bare : isBare(only));
}

/** The same call for two keys that are written out and differ: `put('a', x)` and `put('b', y)`. */
function haveOwnKeys(before: Side, after: Side): boolean {
  const [a, b] = [before, after].map(callOf);
  if (a === undefined || b === undefined || before.name !== after.name || !/^(set|put|delete|remove|del|store)/.test(before.name ?? '')) return false;
  if (a.expression.getText() !== b.expression.getText()) return false;
  const [first] = a.arguments;
  const [second] = b.arguments;
  return first !== undefined && second !== undefined && isConstantKey(first) && isConstantKey(second) && first.getText() !== second.getText();
}

/** A text written out, or a member or variable named as constants are. */
function isConstantKey(expression: ts.Expression): boolean {
  if (isStringLiteralLike(expression)) return true;
  const name = isPropertyAccessExpression(expression) ? expression.name.text : isIdentifier(expression) ? expression.text : '';
  return /^[A-Z][A-Z0-9_]+$/.test(name);
}

function subjectOf({ bound }: Ground, side: Side): string {
  const call = callOf(side);
  return call === undefined ? 'This' : `\`${shortText(call.expression, bound.file)}\``;
}

/** Things that a call which cannot be seen may well read: a change of them is not harmless beside it. */
const farKinds: ReadonlySet<Effect['resource']['kind']> = new Set(['table', 'cache', 'host', 'queue', 'transaction', 'connection', 'unknown', 'git', 'page', 'terminal', 'process', 'packages', 'editor', 'global', 'state']);

function sideOf(ground: Ground, node: ts.Node, site: Side['site'], summary: Summary, other: Summary, binds: boolean, bare = isBare(node)): Side {
  const call = site.operand === undefined ? undefined : withoutChain(site.operand);
  const name = call !== undefined && isCallExpression(call) ? methodName(call.expression) : undefined;
  const asked = waitedIn(ground, node, site).flatMap((operand) => askedNames(operand, ground.bound));
  const isGiven = call !== undefined && isCallExpression(call) && isParameter(ground.bound, call.expression);
  // Inside an `if` or a `try` a value may be taken that the statement as a whole does not give.
  const told = name === undefined ? 'nothing' : sayTogether(asked, bare);
  // A function that was handed in may be anything that is called like this, unless it is called a reader.
  const isChange = call !== undefined && isCallExpression(call) && name !== undefined && call.arguments[0] !== undefined && asksForChange(name, methodName(call.arguments[0]) ?? '');
  const says = isChange ? 'write' : isGiven && told !== 'read' ? 'nothing' : told;
  const plain = binds && says === 'read' && asked.every(isPlainReader);
  return { node, site, summary, binds, bare, name, asked, says, plain, standing: standingOf(ground, { node, summary, binds, says, plain }, other, isGiven) };
}

/** What is waited for in a statement that holds others; of a plain one the one that it is known by. */
function waitedIn({ unit }: Ground, node: ts.Node, { operand }: Side['site']): readonly ts.Expression[] {
  if (!isStatement(node) || isPlain(node)) return operand === undefined ? [] : [operand];
  return awaitsIn(unit, node).flatMap((wait) => (isAwaitExpression(wait) ? [wait.expression] : []));
}

function isParameter(bound: Bound, callee: ts.Expression): boolean {
  const node = unwrap(callee);
  return isIdentifier(node) && bound.useOf.get(node)?.binding.kind === 'parameter';
}

function callOf({ site }: Side): ts.CallExpression | undefined {
  return site.operand !== undefined && isCallExpression(site.operand) ? site.operand : undefined;
}

function isWithin(where: Where, node: ts.Node): boolean {
  return where.path === node.getSourceFile().fileName && where.start >= node.pos && where.end <= node.end;
}

function standingOf(ground: Ground, { node, summary, binds, says, plain }: Pick<Side, 'node' | 'summary' | 'binds' | 'says' | 'plain'>, other: Summary, isGiven: boolean): Standing {
  const unseen = summary.writes.some((effect) => effect.resource.kind === 'unknown');
  if (summary.gaps.length === 0 && !unseen) return 'seen';
  const writes = changes(ground, summary);
  if (!writes && !(isGiven && says === 'nothing') && (binds || says === 'read') && says !== 'write' && summary.gaps.every((gap) => gap.nameSays === 'read' || gap.nameSays === 'pure')) return 'reads';
  const isOutside = (where: Where): boolean => !isWithin(where, node);
  if (binds && (says === 'read' || says === 'pure') && (plain || !summary.prompts) && !changesMore(ground, summary, isOutside, other)) return 'reader';
  return 'blind';
}

/** A function that is named as a reader and posts to a service asks it something: GraphQL and many RPCs read by POST. */
function isRemoteRead({ says, binds, node }: Side, effect: Effect): boolean {
  return !isWithin(effect.where, node) && (effect.resource.kind === 'host' || effect.resource.kind === 'process') && !effect.resource.serial && binds && says === 'read';
}

function clashing(ground: Ground, { first, second, likeness, serial }: Conflict): Judgement<PairVerdict> {
  const what = nameOf(second);
  // What a module keeps for everybody is no value handed from one to the other.
  const isFlow = first.resource.kind === 'state' && first.access === 'write' && second.access === 'read' && rootOf(first)?.id.includes('#') !== true;
  const kind = isFlow ? 'data' : 'effect';
  const message = serial ? `Both use ${what}, which takes one user at a time.` : `The first ${verbOf(first)} ${nameOf(first)}, and the second ${verbOf(second)} ${nameOf(first) === what ? 'it' : what}${likeness === 'same' ? '' : '; nothing shows that they differ'}.`;
  const evidence = [evidenceAt(ground, first.where, kind, message), evidenceAt(ground, second.where, kind, `\`${second.text}\` ${verbOf(second)} ${what} here.`)];
  return likeness === 'same' && isSeen(first) && isSeen(second) ? decided<PairVerdict>(kind, ...evidence) : likely<PairVerdict>(kind, ...evidence);
}

function isSeen(effect: Effect): boolean {
  return effect.source !== 'name' && effect.source !== 'none';
}

export function verbOf(effect: Effect): string {
  return effect.access === 'write' ? 'changes' : 'reads';
}

const kindNames: Readonly<Record<Effect['resource']['kind'], string>> = {
  file: 'the file or folder', table: 'the table', cache: 'the cache', connection: 'the connection', transaction: 'the transaction', terminal: 'the terminal', log: 'the log', git: 'the git repository', page: 'the page', host: 'the service',
  process: 'the process', global: 'process-wide state', state: 'the state', queue: 'the queue', packages: 'the installed packages', editor: 'the editor', unknown: 'something that cannot be seen',
};

export function nameOf({ resource }: Effect): string {
  const [only] = resource.key ?? [];
  const key = resource.key?.length === 1 && typeof only === 'object' ? only.text : (resource.key?.map((part) => (typeof part === 'string' ? part : `\${${part.text}}`)).join('') ?? '');
  return key === '' || key.length > 60 ? kindNames[resource.kind] : `${kindNames[resource.kind]} \`${key.replace(/^\$\{(\w[\w.]*)\}/, '$1')}\``;
}

/** Why two whose every effect was seen are in nobody's way. */
function sayApart(before: Summary, after: Summary): string {
  const touched = [before, after].flatMap((summary) => gravest(summary) ?? []);
  if (touched.length === 0) return 'Neither touches anything but values of its own.';
  const told = touched.map((effect) => `\`${effect.text}\` ${verbOf(effect)} ${nameOf(effect)}`).join('; ');
  if (touched.length === 1) return `Only one of the two touches anything but values of its own: ${told}.`;
  if (touched.some(({ access }) => access === 'write')) return `Neither changes anything that the other touches: ${told}.`;
  const [first, second] = touched.map(nameOf);
  return `Both only read: ${first !== undefined && first === second ? first : told}.`;
}

function gravest(summary: Summary): Effect | undefined {
  return [...summary.writes, ...summary.reads].find((effect) => effect.resource.kind !== 'log');
}

/** The call that leaves most open. */
export function worstGap(summary: Summary): Gap | undefined {
  const rank = (gap: Gap): number => ['pure', 'read', 'guard', 'write', 'nothing'].indexOf(gap.nameSays);
  return summary.gaps.toSorted((a, b) => rank(b) - rank(a))[0];
}

/** Whether nobody takes what the statement's await gives. */
function isBare(statement: ts.Node): boolean {
  return isExpressionStatement(statement) && isAwaitExpression(unwrap(statement.expression));
}

/** Whether the statement gives its value to names that are used later, or returns it. */
function bindsUsed(bound: Bound, unit: Unit, statement: ts.Statement): boolean {
  if (isReturnStatement(statement)) return true;
  if (isExpressionStatement(statement)) {
    const expression = unwrap(statement.expression);
    return isBinaryExpression(expression) && expression.operatorToken.kind === SyntaxKind.EqualsToken;
  }
  if (isIfStatement(statement) || isTryStatement(statement) || isBlock(statement)) return setsUsed(bound, unit, statement);
  if (!isVariableStatement(statement)) return false;
  return usesIn(bound, statement.pos, statement.end).some((use) => use.flow === 'declare' && use.binding.uses.some(({ node }) => node.pos >= statement.end));
}

/** Whether all that a statement with others in it waits for is put into variables of outside that are read later: `if (id) { user = await find(id); }`. */
function setsUsed(bound: Bound, unit: Unit, statement: ts.Statement): boolean {
  const awaits = awaitsIn(unit, statement);
  return awaits.length > 0 && awaits.every((wait) => {
    const assignment = wait.parent;
    if (!isBinaryExpression(assignment) || assignment.right !== wait || assignment.operatorToken.kind !== SyntaxKind.EqualsToken) return false;
    const binding = bound.useOf.get(assignment.left)?.binding;
    return binding?.scope.unit === unit && binding.uses.some(({ node, flow }) => flow === 'read' && node.pos >= statement.end);
  });
}

/** Whether starting both at once keeps results, effects and errors, so that an edit may be offered without a question. */
function isFixSafe(ground: Ground, before: Side, after: Side, middle: readonly ts.Node[]): boolean {
  return [before, after].every(({ node, site, binds, summary }) => site.form === 'direct' && binds && (!isStatement(node) || (isVariableStatement(node) && awaitedCall(node) !== undefined)) && leavesNothing(ground, summary) && !summary.prompts)
    && middle.every((statement) => isVariableStatement(statement) && isQuietLine(ground, statement));
}

/** Between the two nothing looks at a clock, at a variable that others set, or calls anything. */
function isQuietLine({ bound, unit, effects }: Ground, statement: ts.Node): boolean {
  return inRange(unit.calls, statement.pos, statement.end).every((call) => isQuietCall(bound, call, effects.of(call)))
    && usesIn(bound, statement.pos, statement.end).every(({ binding }) => binding.scope.unit === unit || !binding.changes);
}

/** `id.trim()`: nothing outside the value is looked at, no clock and no random source either. */
function isQuietCall(bound: Bound, call: ts.Node, { reads, writes, guards, complete }: Summary): boolean {
  if (!isCallExpression(call) || reads.length + writes.length + guards.length > 0 || !complete) return false;
  let root = unwrap(call.expression);
  if (!isPropertyAccessExpression(root)) return false;
  while (isPropertyAccessExpression(root) || isCallExpression(root)) root = unwrap(root.expression);
  return isIdentifier(root) && bound.useOf.get(root)?.binding.kind !== 'global';
}
