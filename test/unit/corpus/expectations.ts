/**
 * What the cases of test/corpus/ say about themselves, in comments that stand before the code they speak of:
 *
 *     // expect pair data — `user.id` is the argument            the next statement, with the one before it in its block
 *     // expect pair independent likely, fix safe — two reads     confidence and fix are compared where they are given
 *     // expect pair independent or unknown, fix unsafe — …       the first label is the truth, `or` what is accepted beside it
 *     // expect loop carried — the cursor                         the next loop
 *     // expect await concurrent all — two in flight              mode and form of the next await
 *     // expect group of 3, fix safe — one finding, not two       the group that the next await begins
 *     // expect no group — nothing to say                         of the whole function
 *     // expect step t2 data — the user's id goes into it         the step of a promise chain of this function, with the one before it
 *     // expect chain group of 3 — one finding, not two           steps of a promise chain of this function
 *     // expect no chain — one step                               of the whole function
 *
 * Labels are made by the meaning of the code, never by what the analysis says. Every pair and every loop of a case has one.
 */
import type { AsyncFunction, ConcurrencyModel, Loop, Pair } from '../../../src/analysis/model.ts';

export interface Expectation {
  readonly type: 'pair' | 'loop' | 'await' | 'group' | 'no group' | 'step' | 'chain group' | 'no chain';
  /** Of the comment, from 0; and its line, from 1. */
  readonly offset: number;
  readonly line: number;
  /** The verdicts accepted, the true one first; of an await its mode; of a group its size. */
  readonly accepted: readonly string[];
  readonly confidence?: string;
  readonly fix?: 'safe' | 'unsafe';
  readonly forms?: readonly string[];
  /** Of a step its id. */
  readonly step?: string;
  readonly reason: string;
}

const shape = /^\/\/ expect (pair|loop|await|group|no group|step|chain group|no chain)(?: ([^—]*?))? — (\S.*)$/;
const verdicts: Readonly<Record<'pair' | 'loop' | 'step', ReadonlySet<string>>> = {
  step: new Set(['independent', 'data', 'control', 'effect', 'unknown']),
  pair: new Set(['independent', 'data', 'control', 'effect', 'exclusive', 'unknown']),
  loop: new Set(['independent', 'carried', 'effect', 'unknown']),
};

/** The expectations of a text, in order. Throws where a comment begins with `expect` and cannot be read: a case that says nothing must not pass. */
export function expectationsOf(path: string, text: string): Expectation[] {
  const found: Expectation[] = [];
  for (const match of text.matchAll(/\/\/ expect\b.*$/gm)) {
    const line = text.slice(0, match.index).split('\n').length;
    const expectation = parse(match[0].trimEnd(), match.index, line);
    if (typeof expectation === 'string') throw new Error(`${path}:${line}: ${expectation}: ${match[0]}`);
    found.push(expectation);
  }
  return found;
}

function parse(comment: string, offset: number, line: number): Expectation | string {
  const [, type, said = '', reason = ''] = shape.exec(comment) ?? [];
  switch (type) {
    case 'no chain':
    case 'no group':
      return said === '' ? { type, offset, line, accepted: [], reason } : 'no words between it and the reason';
    case 'chain group':
    case 'group': {
      const [, size, fix] = /^of ([2-9]|1\d)(?:, fix (safe|unsafe))?$/.exec(said) ?? [];
      return size === undefined ? 'a group is `group of N`' : { type, offset, line, accepted: [size], reason, ...(fix === 'safe' || fix === 'unsafe' ? { fix } : {}) };
    }
    case 'await': {
      const [, mode, forms] = /^(sequential|concurrent) (\S+(?: or \S+)*)$/.exec(said) ?? [];
      return mode === undefined || forms === undefined ? 'an await has a mode and a form' : { type, offset, line, accepted: [mode], forms: forms.split(' or '), reason };
    }
    case 'pair':
    case 'step':
    case 'loop': {
      const [, step] = type === 'step' ? (/^(t\d+) /.exec(said) ?? []) : [];
      if (type === 'step' && step === undefined) return 'a step is named by its id';
      const [, labels, confidence, fix] = /^([a-z]+(?: or [a-z]+)*)(?: (proven|likely))?(?:, fix (safe|unsafe))?$/.exec(said.replace(/^t\d+ /, '')) ?? [];
      if (labels === undefined) return 'not `VERDICT[ or VERDICT] [proven|likely][, fix safe|unsafe]`';
      const accepted = labels.split(' or ');
      if (accepted.some((label) => !verdicts[type].has(label))) return `a ${type} has none of these verdicts`;
      return {
        type, offset, line, accepted, reason,
        ...(step === undefined ? {} : { step }),
        ...(confidence === undefined ? {} : { confidence }),
        ...(fix === 'safe' || fix === 'unsafe' ? { fix } : {}),
      };
    }
    default:
      return 'not an expectation with a reason after `—`';
  }
}

/** The text as the analysis is to see it: expectations made blank, as they are comments and comments may speak of order. Offsets stay. */
export function withoutExpectations(text: string): string {
  return text.replace(/\/\/ expect\b.*$/gm, (comment) => ' '.repeat(comment.length));
}

export interface Miss {
  /** Stable under edits elsewhere: file, function, kind, and which of that kind in the function. */
  readonly key: string;
  /** What was expected and what came, with the line. */
  readonly message: string;
  /** Said `independent`, or safe to rewrite, of something that is not: the miss that costs a user's trust. */
  readonly grave: boolean;
}

/** Where a model differs from its file's expectations. Pairs and loops without an expectation are differences too. */
export function missesOf(file: string, model: ConcurrencyModel, expectations: readonly Expectation[]): Miss[] {
  const misses: Miss[] = [];
  const counts = new Map<string, number>();
  const spoken = new Set<Pair | Loop>();
  for (const expectation of expectations) {
    const unit = innermost(model.functions, expectation.offset);
    const counted = `${file}#${unit?.id ?? '?'} ${expectation.type}`;
    const ordinal = (counts.get(counted) ?? 0) + 1;
    counts.set(counted, ordinal);
    const { got, wrong, grave } = unit === undefined ? { got: 'no function here', wrong: expectation.type !== 'no chain', grave: false } : compare(expectation, unit, spoken);
    if (wrong) misses.push({ key: `${counted} ${ordinal}`, message: `line ${expectation.line}: expected ${wish(expectation)} (${expectation.reason}), got ${got}`, grave });
  }
  for (const unit of model.functions) {
    for (const said of [...unit.pairs, ...unit.loops, ...linksOf(unit)]) {
      if (spoken.has(said)) continue;
      const what = 'first' in said ? `pair ${said.first} ${said.second}` : `loop on line ${said.place.line}`;
      misses.push({ key: `${file}#${unit.id} without expectation: ${what}`, message: `got ${said.verdict}, and the case says nothing of it`, grave: false });
    }
  }
  return misses;
}

function linksOf({ chains = [] }: AsyncFunction): readonly Pair[] {
  return chains.flatMap(({ pairs }) => pairs);
}

function wish({ type, accepted, confidence, fix, forms }: Expectation): string {
  return [type, accepted.join(' or '), confidence, forms?.join(' or '), fix === undefined ? undefined : `fix ${fix}`].filter((word) => word !== undefined).join(' ');
}

function compare(expectation: Expectation, unit: AsyncFunction, spoken: Set<Pair | Loop>): { got: string; wrong: boolean; grave: boolean } {
  const next = unit.awaits.find((site) => site.place.start > expectation.offset);
  switch (expectation.type) {
    case 'no chain':
      return { got: `${unit.chains?.length ?? 0} chains`, wrong: (unit.chains?.length ?? 0) > 0, grave: false };
    case 'step':
      return judged(expectation, linksOf(unit).find(({ second }) => second === expectation.step), spoken);
    case 'chain group': {
      const sizes = (unit.chains ?? []).flatMap(({ groups }) => groups.map(({ awaits }) => awaits.length));
      return { got: sizes.length === 0 ? 'no group' : `groups of ${sizes.join(', ')}`, wrong: sizes.length !== 1 || String(sizes[0]) !== expectation.accepted[0], grave: false };
    }
    case 'no group':
      return { got: `${unit.groups.length} groups`, wrong: unit.groups.length > 0, grave: false };
    case 'group': {
      const group = unit.groups.find((one) => one.awaits[0] === next?.id);
      if (group === undefined) return { got: 'no group', wrong: true, grave: false };
      const grave = group.fixSafe && expectation.fix === 'unsafe';
      const wrong = grave || String(group.awaits.length) !== expectation.accepted[0] || (expectation.fix === 'safe' && !group.fixSafe);
      return { got: `a group of ${group.awaits.length} fix ${group.fixSafe ? 'safe' : 'unsafe'}`, wrong, grave };
    }
    case 'await': {
      const right = next !== undefined && expectation.accepted.includes(next.mode) && (expectation.forms ?? []).includes(next.form);
      return { got: next === undefined ? 'no await' : `${next.mode} ${next.form}`, wrong: !right, grave: false };
    }
    case 'pair':
      return judged(expectation, unit.pairs.find((pair) => pair.second === next?.id), spoken);
    case 'loop': {
      const after = unit.loops.filter((loop) => loop.place.start > expectation.offset).sort((a, b) => a.place.start - b.place.start);
      return judged(expectation, after[0], spoken);
    }
  }
}

function judged({ accepted, confidence, fix }: Expectation, said: Pair | Loop | undefined, spoken: Set<Pair | Loop>): { got: string; wrong: boolean; grave: boolean } {
  if (said === undefined) return { got: 'none', wrong: true, grave: false };
  spoken.add(said);
  const independent = said.verdict === 'independent';
  const grave = (independent && !accepted.includes('independent')) || (said.fixSafe && (fix === 'unsafe' || !accepted.includes('independent')));
  const wrong = grave || !accepted.includes(said.verdict) || (independent && confidence !== undefined && said.confidence !== confidence) || (independent && fix === 'safe' && !said.fixSafe);
  return { got: `${said.verdict} ${said.confidence} fix ${said.fixSafe ? 'safe' : 'unsafe'}: ${said.evidence[0]?.message ?? 'no evidence'}`, wrong, grave };
}

/** The smallest function that holds the offset. */
export function innermost(functions: readonly AsyncFunction[], offset: number): AsyncFunction | undefined {
  let best: AsyncFunction | undefined;
  for (const unit of functions) {
    const { start, end } = unit.place;
    if (start <= offset && offset < end && (best === undefined || end - start < best.place.end - best.place.start)) best = unit;
  }
  return best;
}
