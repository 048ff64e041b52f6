/** Findings: runs of statements that could wait at the same time, and loops whose rounds could. One finding for a run, not one for each pair. */
import type { Confidence, Group, LoopVerdict, PairVerdict } from './model.ts';
import type { Site } from './awaits.ts';
import type { AwaitingStatement } from './statements.ts';
import type { Judgement } from './verdict.ts';

/** How far back a statement is held against those before it: keeps the work linear in a function of thousands of awaits. */
const farthest = 24;

type Judge = (first: AwaitingStatement, second: AwaitingStatement) => Judgement<PairVerdict>;

/**
 * The runs of one list. A statement starts with the earliest one back to which it is independent of everything;
 * so every two of a group are independent, and of each that stands between them.
 */
export function runsOf(statements: readonly AwaitingStatement[], judge: Judge): Group[] {
  const runs = new Map<number, { readonly members: number[]; readonly judgements: Judgement<PairVerdict>[] }>();
  const grouped = new Set<number>();
  for (let i = 1; i < statements.length; i++) {
    const second = statements[i];
    if (second === undefined || isUnderWay(second)) continue;
    const judgements: Judgement<PairVerdict>[] = [];
    let anchor = i;
    for (let j = i - 1; j >= 0 && i - j <= farthest; j--) {
      const first = statements[j];
      if (first === undefined) break;
      const judgement = judge(first, second);
      if (judgement.verdict !== 'independent') break;
      judgements.push(judgement);
      if (!isUnderWay(first) && !(grouped.has(j) && !runs.has(j))) anchor = j;
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

/** Of a run without gaps each neighbour speaks for the lines between the two: of statements further apart the members between are no such lines. */
function isSafeBeside(statements: readonly AwaitingStatement[], member: number, judge: Judge): boolean {
  const first = statements[member - 1];
  const second = statements[member];
  return first !== undefined && second !== undefined && judge(first, second).fixSafe;
}

/** Awaits of one expression that nothing decides upon and that need nothing of each other: elements of a literal, arguments of a call. */
export function beside(sites: readonly Site[], judge: (first: Site, second: Site) => Judgement<PairVerdict>): Group[] {
  const found: Group[] = [];
  let members: Site[] = [];
  let judgements: Judgement<PairVerdict>[] = [];
  const close = (): void => {
    if (members.length > 1) found.push({ awaits: members.map(({ id }) => id), shape: 'promise-all', confidence: confidenceOf(judgements), fixSafe: judgements.every((judgement) => judgement.fixSafe) });
    members = [];
    judgements = [];
  };
  for (const site of sites) {
    const others = members.slice(-farthest).map((member) => judge(member, site));
    if (others.some(({ verdict }) => verdict !== 'independent')) close();
    else judgements.push(...others);
    members.push(site);
  }
  close();
  return found;
}

/** An await of a promise that was started before has nothing left to start. */
function isUnderWay(statement: AwaitingStatement): boolean {
  return statement.first.form === 'deferred';
}

export function loopFinding(first: string, judgement: Judgement<LoopVerdict>): Group | undefined {
  return judgement.verdict === 'independent' ? { awaits: [first], shape: 'bounded-map', confidence: judgement.confidence, fixSafe: judgement.fixSafe } : undefined;
}

function confidenceOf(judgements: readonly Judgement<PairVerdict>[]): Confidence {
  return judgements.every((judgement) => judgement.confidence === 'proven') ? 'proven' : 'likely';
}
