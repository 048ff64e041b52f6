/** Findings: runs of statements that could wait at the same time, and loops whose rounds could. One finding for a run, not one for each pair. */
import ts from 'typescript';
import type { AsyncFunction, AwaitId, Confidence, Graph, Group, LeftOut, LoopVerdict, PairVerdict } from './model.ts';
import type { Site } from './awaits.ts';
import { withoutChain } from './awaits.ts';
import type { AwaitingStatement } from './statements.ts';
import { unwrap } from './syntax.ts';
import type { Judgement } from './verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isElementAccessExpression, isIdentifier, isPropertyAccessExpression } = ts;

const farthest = 24;
/** Of how many pairs a function's findings are made at most, but for neighbours. */
const mostPairs = 24_000;

/** How far back one of a function's awaits is held against those before it: keeps the work bounded in a function of thousands of them. */
function reachOf(awaits: number): number {
  return Math.max(1, Math.min(farthest, Math.floor(mostPairs / awaits)));
}

/** What to say where the limit was reached: of a function that has a finding so long that not all of it was held against all of it. */
export function cutShort({ name, namePlace, awaits: all, groups }: AsyncFunction): LeftOut | undefined {
  const reach = reachOf(all.length);
  if (!groups.some(({ awaits }) => awaits.length > reach)) return undefined;
  return { place: namePlace, message: `\`${name}\` has too many independent awaits in sequence; each was compared only with the ${reach === 1 ? 'one' : reach} before it.` };
}

/** What can be a member of a run: a statement by its first await, or a step of a promise chain. */
interface Member {
  readonly first: Pick<Site, 'id' | 'form' | 'operand'>;
}

type Judge<M extends Member> = (first: M, second: M) => Judgement<PairVerdict>;

/**
 * The runs of one list. A statement starts with the earliest one back to which it is independent of everything;
 * so every two of a group are independent, and of each that stands between them.
 */
export function runsOf<M extends Member>(statements: readonly M[], ofAll: number, judge: Judge<M>): Group[] {
  const reach = reachOf(ofAll);
  const runs = new Map<number, { readonly members: number[]; readonly judgements: Judgement<PairVerdict>[] }>();
  const grouped = new Set<number>();
  for (let i = 1; i < statements.length; i++) {
    const second = statements[i];
    if (second === undefined || isUnderWay(second.first)) continue;
    const judgements: Judgement<PairVerdict>[] = [];
    let anchor = i;
    for (let j = i - 1; j >= 0 && i - j <= reach; j--) {
      const first = statements[j];
      if (first === undefined) break;
      const judgement = judge(first, second);
      if (!gains(judgement)) break;
      judgements.push(judgement);
      if (!isUnderWay(first.first) && !(grouped.has(j) && !runs.has(j))) anchor = j;
    }
    if (anchor === i) continue;
    const run = runs.get(anchor) ?? { members: [anchor], judgements: [] };
    run.members.push(i);
    run.judgements.push(...judgements.slice(0, i - anchor));
    runs.set(anchor, run);
    grouped.add(i).add(anchor);
  }
  return [...runs.values()].map(({ members, judgements }) => {
    const contiguous = members.every((member, index) => index === 0 || member === (members[index - 1] ?? 0) + 1);
    return {
      awaits: members.flatMap((member) => statements[member]?.first.id ?? []),
      shape: contiguous ? 'promise-all' : 'start-early',
      confidence: confidenceOf(judgements),
      fixSafe: contiguous ? confidenceOf(judgements) === 'proven' && members.slice(1).every((member) => isSafeBeside(statements, member, judge)) : judgements.every((judgement) => judgement.fixSafe),
    };
  });
}

/** More statements than this are not weighed as one graph: every two of them are judged. */
const largestGraph = 12;

/** The stretches of a list in which every two statements are independent, or one needs the other's value, with both kinds among them. */
export function graphsOf(statements: readonly AwaitingStatement[], awaits: number, judge: Judge<AwaitingStatement>): Graph[] {
  const found: Graph[] = [];
  const largest = Math.min(largestGraph, reachOf(awaits));
  for (let from = 0; from < statements.length - 2;) {
    const needs: AwaitId[][] = [];
    const apart: Judgement<PairVerdict>[] = [];
    let to = from;
    for (; to < statements.length && to - from < largest; to++) {
      const second = statements[to];
      if (second === undefined || isUnderWay(second.first)) break;
      const before = statements.slice(from, to).map((first) => ({ first, judgement: judge(first, second) }));
      if (before.some(({ judgement }) => !gains(judgement) && judgement.verdict !== 'data')) break;
      needs.push(before.flatMap(({ first, judgement }) => (judgement.verdict === 'data' ? [first.first.id] : [])));
      apart.push(...before.flatMap(({ judgement }) => (judgement.verdict === 'independent' ? [judgement] : [])));
    }
    if (apart.length > 0 && needs.some((list) => list.length > 0)) found.push({ awaits: statements.slice(from, to).map(({ first }) => first.id), needs, confidence: confidenceOf(apart), fixSafe: apart.every(({ fixSafe }) => fixSafe) });
    from = Math.max(to, from + 1);
  }
  return found;
}

/** Of a run without gaps each neighbour speaks for the lines between the two: of statements further apart the members between are no such lines. */
function isSafeBeside<M extends Member>(statements: readonly M[], member: number, judge: Judge<M>): boolean {
  const first = statements[member - 1];
  const second = statements[member];
  return first !== undefined && second !== undefined && judge(first, second).fixSafe;
}

/** Awaits of one expression that nothing decides upon and that need nothing of each other: elements of a literal, arguments of a call. */
export function beside(sites: readonly Site[], ofAll: number, judge: (first: Site, second: Site) => Judgement<PairVerdict>): Group[] {
  const reach = reachOf(ofAll);
  const found: Group[] = [];
  let members: Site[] = [];
  let judgements: Judgement<PairVerdict>[] = [];
  const close = (): void => {
    if (members.length > 1) found.push({ awaits: members.map(({ id }) => id), shape: 'promise-all', confidence: confidenceOf(judgements), fixSafe: judgements.every((judgement) => judgement.fixSafe) });
    members = [];
    judgements = [];
  };
  for (const site of sites) {
    if (isUnderWay(site)) {
      close();
      continue;
    }
    // Every two of a group were held against each other.
    if (members.length > reach) close();
    const others = members.map((member) => judge(member, site));
    if (!others.every(gains)) close();
    else judgements.push(...others);
    members.push(site);
  }
  close();
  return found;
}

/** An await of a promise that was started before has nothing left to start; no more has one of what a variable or a member holds. */
function isUnderWay({ form, operand }: Member['first']): boolean {
  return form === 'deferred' || (operand !== undefined && isHeld(withoutChain(operand)));
}

function isHeld(operand: ts.Expression): boolean {
  const node = unwrap(operand);
  return isIdentifier(node) || ((isPropertyAccessExpression(node) || isElementAccessExpression(node)) && (node.expression.kind === SyntaxKind.ThisKeyword || isHeld(node.expression)));
}

/** `sites`: the awaits of a round; of a reduction there are none. */
export function loopFinding(first: string, judgement: Judgement<LoopVerdict>, sites: readonly Site[] = []): Group | undefined {
  if (sites.length > 0 && sites.every(isUnderWay)) return undefined;
  return gains(judgement) ? { awaits: [first], shape: 'bounded-map', confidence: judgement.confidence, fixSafe: judgement.fixSafe } : undefined;
}

/** Whether they need nothing of one another, and overlapping them would save something. */
function gains({ verdict, serial, batched }: Judgement<PairVerdict | LoopVerdict>): boolean {
  return verdict === 'independent' && serial !== true && batched !== true;
}

function confidenceOf(judgements: readonly Judgement<PairVerdict>[]): Confidence {
  return judgements.every((judgement) => judgement.confidence === 'proven') ? 'proven' : 'likely';
}
