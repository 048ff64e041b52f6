/**
 * Draws pairs of consecutive awaits and loops that await from checked-out TypeScript projects, without labels: rows for a reader who does not
 * know what the analyser says of them. It knows nothing of the analyser either, and judges by the syntax of one file only.
 *
 *   node scripts/blind-sample.mjs OUT.jsonl SEED PAIRS LOOPS CHECKOUT…
 *
 * A CHECKOUT is a folder `owner__name`, its commit the HEAD of its Git repository or the text of a file `.commit`. The ids begin with the name of
 * OUT in lower case: N1.jsonl has n1p01 … and n1l01 … The same arguments give the same rows.
 *
 * - A pair is two statements of one block, consecutive among those that hold an await outside nested functions. Where one begins with the await of
 *   a `for await` or an `await using`, there is no row.
 * - Flagged: nothing that the first declares, assigns or visibly mutates, also through the statements between, is named by the second, and neither
 *   the first nor those between return, throw, break or continue. Binding: both declare or plainly assign a name that is used later on.
 * - A loop is any loop, `for await` too, whose body holds an await outside nested functions. Plain: `for…of` without return, yield and break of its own.
 * - Repositories in turn, uniform within each; at most one pair a function and two a file, and one loop a file; no copies but for layout and literals.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** @typedef {{ repo: string, commit: string, path: string, line1: number, col1: number, line2: number, col2: number }} Place */
/** @typedef {{ place: Place, owner: string, text: string, flagged: boolean, binding: boolean, plain: boolean }} Candidate */

/** Words in the names of folders and files that say something else than what a program does when it runs. */
const words = 'tests?|specs?|e2e|mocks?|fixtures?|examples?|samples?|templates|docs?|documentation|seeds?|seeders?|bench(mark)?s?|stories|generated|playgrounds?';
const leftOut = [
  /(^|\/)(\.git|node_modules|(db-)?migrations?)\//,
  new RegExp(`(^|/)[._-]*([\\w.]+[-_])*(${words})([-_][\\w.]+)*[-_]*/`, 'i'),
  new RegExp(`[-._/](${words}|gen|d)\\.[cm]?tsx?$`, 'i'),
  /(^|\/)(test-?(utils?|helpers?)\b|testcontainers\/|(packages|utils)\/testing\/|[\w@.-]+-testing\/)/i,
  /(^|\/)scripts\/\d{8}[^/]*$/,
];
const generated = /@generated|auto-?generated|generated (by|from|with)|do not (edit|modify)/i;
/** An import that only tests have, wherever they lie. */
const forTests = /\bfrom\s+["'](vitest|@jest\/globals|@playwright\/test|node:test|mocha|chai)["']/;

const strata = [
  { kind: 'pair', name: 'all pairs', share: 0.4, has: () => true },
  { kind: 'pair', name: 'flagged, not binding', share: 0.2, has: (/** @type {Candidate} */ c) => c.flagged && !c.binding },
  { kind: 'pair', name: 'flagged, binding', share: 0.4, has: (/** @type {Candidate} */ c) => c.flagged && c.binding },
  { kind: 'loop', name: 'all loops', share: 0.6, has: () => true },
  { kind: 'loop', name: 'plain for-of', share: 0.4, has: (/** @type {Candidate} */ c) => c.plain },
];
const perFile = { pair: 2, loop: 1 };

/** Methods that change what they are called on. */
const mutators = new Set(['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'set', 'add', 'delete', 'clear', 'append']);
/** @param {readonly ts.SyntaxKind[]} kinds */
const oneOf = (...kinds) => (/** @type {ts.Node} */ node) => kinds.includes(node.kind);
const { ReturnStatement, ThrowStatement, BreakStatement, ContinueStatement, YieldExpression } = ts.SyntaxKind;
const assigns = (/** @type {ts.SyntaxKind} */ kind) => kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
const leaves = oneOf(ReturnStatement, ThrowStatement, BreakStatement, ContinueStatement);
const leavesOrYields = oneOf(ReturnStatement, YieldExpression);

/** @returns {{ pair: Candidate[], loop: Candidate[] }} all that a checkout holds, in the order of its files */
export function candidates(/** @type {string} */ checkout) {
  const repo = path.basename(path.resolve(checkout)).replace('__', '/');
  const commit = commitOf(checkout);
  /** @type {{ pair: Candidate[], loop: Candidate[] }} */
  const found = { pair: [], loop: [] };
  const files = readdirSync(checkout, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.relative(checkout, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/')).sort();
  for (const file of files) {
    if (!/\.[cm]?tsx?$/.test(file) || leftOut.some((pattern) => pattern.test(file))) continue;
    const text = readFileSync(path.join(checkout, file), 'utf8');
    if (!text.includes('await') || generated.test(text.slice(0, 600)) || forTests.test(text)) continue;
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    const place = (/** @type {ts.Node} */ first, /** @type {ts.Node} */ second) => {
      const [from, to] = [first, second].map((node) => source.getLineAndCharacterOfPosition(node.getStart()));
      if (!from || !to) throw new Error('two nodes, two positions');
      return { repo, commit, path: file, line1: from.line + 1, col1: from.character + 1, line2: to.line + 1, col2: to.character + 1 };
    };
    (function visit(/** @type {ts.Node} */ node) {
      if (ts.isIterationStatement(node, false)) {
        const first = firstAwait(node.statement);
        if (first) found.loop.push({ place: place(node, first), owner: ownerOf(node), text: normalised(node), flagged: false, binding: false, plain: isPlain(node) });
      }
      if ('statements' in node) found.pair.push(...pairsOf(/** @type {ts.Block} */ (node).statements, place));
      ts.forEachChild(node, visit);
    })(source);
  }
  return found;
}

/** @returns {Candidate[]} */
function pairsOf(/** @type {readonly ts.Statement[]} */ block, /** @type {(first: ts.Node, second: ts.Node) => Place} */ place) {
  const awaiting = block.flatMap((statement, index) => firstAwait(statement) ? [index] : []);
  return awaiting.slice(1).flatMap((to, nth) => {
    const [first, ...between] = block.slice(awaiting[nth], to);
    const second = block[to];
    const [from, next] = [first, second].map((statement) => statement && firstAwait(statement));
    if (!first || !second || !from || !next || !ts.isAwaitExpression(from) || !ts.isAwaitExpression(next)) return [];
    const flagged = !passesOn(first, between, second) && ![first, ...between].some((statement) => holds(statement, leaves));
    const binding = bindsForLater(first) && bindsForLater(second);
    return [{ place: place(from, next), owner: ownerOf(first), text: `${normalised(first)}\n${normalised(second)}`, flagged, binding, plain: false }];
  });
}

/** @returns {boolean} whether the second names what the first gave or changed, be it by way of the statements between */
function passesOn(/** @type {ts.Statement} */ first, /** @type {readonly ts.Statement[]} */ between, /** @type {ts.Statement} */ second) {
  const passed = new Set(changedBy(first));
  for (const statement of between) if (namedIn(statement).some((name) => passed.has(name))) for (const name of changedBy(statement)) passed.add(name);
  return namedIn(second).some((name) => passed.has(name));
}

/** @returns {string[]} the names that a statement declares, assigns, or mutates before everybody's eyes */
function changedBy(/** @type {ts.Node} */ statement) {
  /** @type {string[]} */
  const names = [];
  each(statement, (node) => {
    if ((ts.isVariableDeclaration(node) || ts.isBindingElement(node)) && ts.isIdentifier(node.name)) names.push(node.name.text);
    else if ((ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) && node.name) names.push(node.name.text);
    else if (ts.isBinaryExpression(node) && assigns(node.operatorToken.kind)) names.push(...targets(node.left));
    else if (ts.isDeleteExpression(node)) names.push(...targets(node.expression));
    else if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
      if (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken) names.push(...targets(node.operand));
    } else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { expression, name } = node.expression;
      if (mutators.has(name.text)) names.push(...targets(expression));
      else if (expression.getText() === 'Object' && name.text === 'assign' && node.arguments[0]) names.push(...targets(node.arguments[0]));
    }
  });
  return names;
}

/** @returns {string[]} of a target of an assignment the name, or the name that its path begins with; a field of `this` counts as a name */
function targets(/** @type {ts.Expression} */ target) {
  if (ts.isObjectLiteralExpression(target) || ts.isArrayLiteralExpression(target)) return namedIn(target);
  let root = target;
  while (!fieldOfThis(root) && (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root) || ts.isNonNullExpression(root)
    || ts.isParenthesizedExpression(root) || ts.isAsExpression(root) || ts.isCallExpression(root))) root = root.expression;
  const name = fieldOfThis(root) ?? (ts.isIdentifier(root) ? root.text : undefined);
  return name === undefined ? [] : [name];
}

/** @returns {string[]} the names that are read or written in a node, nested functions included */
function namedIn(/** @type {ts.Node} */ root) {
  /** @type {string[]} */
  const names = [];
  each(root, (node) => {
    const field = fieldOfThis(node);
    if (field) names.push(field);
    if (!ts.isIdentifier(node)) return;
    const { parent } = node;
    const onlyLabels = (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === node;
    if (!onlyLabels) names.push(node.text);
  });
  return names;
}

const fieldOfThis = (/** @type {ts.Node} */ node) =>
  ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword ? `this.${node.name.text}` : undefined;

/** @returns {boolean} whether the statement itself is a declaration or a plain assignment of a name that its function uses further down */
function bindsForLater(/** @type {ts.Statement} */ statement) {
  /** @type {string[]} */
  const names = [];
  if (ts.isVariableStatement(statement)) names.push(...changedBy(statement.declarationList));
  else if (ts.isExpressionStatement(statement)) {
    const { expression } = statement;
    const plain = ts.isParenthesizedExpression(expression) ? expression.expression : expression;
    if (ts.isBinaryExpression(plain) && plain.operatorToken.kind === ts.SyntaxKind.EqualsToken) names.push(...targets(plain.left));
  }
  if (!names.length) return false;
  let used = false;
  each(functionOf(statement), (node) => {
    if (node.pos < statement.end) return;
    used ||= names.includes(fieldOfThis(node) ?? (ts.isIdentifier(node) ? node.text : ''));
  });
  return used;
}

/** @returns {ts.Node | undefined} the first await outside nested functions: the expression, or the word of a `for await` or an `await using` */
function firstAwait(/** @type {ts.Node} */ node) {
  if (ts.isAwaitExpression(node)) return node;
  if (ts.isForOfStatement(node) && node.awaitModifier) return node.awaitModifier;
  if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing) return node;
  return ts.isFunctionLike(node) ? undefined : ts.forEachChild(node, firstAwait);
}

/** @returns {boolean} */
function holds(/** @type {ts.Node} */ node, /** @type {(node: ts.Node) => boolean} */ is) {
  return is(node) || (!ts.isFunctionLike(node) && (ts.forEachChild(node, (child) => holds(child, is)) ?? false));
}

const isPlain = (/** @type {ts.IterationStatement} */ loop) =>
  ts.isForOfStatement(loop) && !loop.awaitModifier && !holds(loop.statement, leavesOrYields) && !breaks(loop.statement);

/** @returns {boolean} whether a break in the body leaves the loop, rather than a loop or a switch inside of it */
function breaks(/** @type {ts.Node} */ node, inner = false) {
  if (ts.isBreakStatement(node)) return !inner || node.label !== undefined;
  if (ts.isFunctionLike(node)) return false;
  const within = inner || ts.isIterationStatement(node, false) || ts.isSwitchStatement(node);
  return ts.forEachChild(node, (child) => breaks(child, within)) ?? false;
}

function each(/** @type {ts.Node} */ node, /** @type {(node: ts.Node) => void} */ visit) {
  visit(node);
  ts.forEachChild(node, (child) => each(child, visit));
}

const functionOf = (/** @type {ts.Node} */ node) => ts.findAncestor(node, ts.isFunctionLike) ?? node.getSourceFile();
const ownerOf = (/** @type {ts.Node} */ node) => `${node.getSourceFile().fileName}:${functionOf(node).pos}`;

/** @returns {string} the tokens of a node, without comments and layout, and with one sign for every literal */
function normalised(/** @type {ts.Node} */ root) {
  /** @type {string[]} */
  const tokens = [];
  each(root, (node) => {
    if (ts.isLiteralExpression(node) || ts.isTemplateExpression(node)) tokens.push('#');
    else if (node.getChildCount() === 0) tokens.push(node.getText());
    else tokens.push(`${node.kind}`);
  });
  return tokens.join(' ');
}

function commitOf(/** @type {string} */ checkout) {
  const noted = path.join(checkout, '.commit');
  return (existsSync(noted) ? readFileSync(noted, 'utf8') : execFileSync('git', ['-C', checkout, 'rev-parse', 'HEAD'], { encoding: 'utf8' })).trim();
}

/** @returns {() => number} numbers in [0, 1): mulberry32 */
function seeded(/** @type {number} */ seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @template T @returns {T[]} */
function shuffled(/** @type {readonly T[]} */ items, /** @type {() => number} */ random) {
  return items.map((item) => ({ item, key: random() })).sort((a, b) => a.key - b.key).map(({ item }) => item);
}

/** Whether a candidate may still be drawn; if so, it now is. */
function makeTaker() {
  /** @type {Map<string, number>} */
  const taken = new Map();
  return (/** @type {'pair' | 'loop'} */ kind, /** @type {Candidate} */ { place, owner, text }) => {
    const limits = /** @type {const} */ ([[`${kind} ${place.repo} ${place.path}`, perFile[kind]], [`${kind} ${place.repo} ${owner}`, 1], [`${kind} ${text}`, 1]]);
    if (limits.some(([key, limit]) => (taken.get(key) ?? 0) >= limit)) return false;
    for (const [key] of limits) taken.set(key, (taken.get(key) ?? 0) + 1);
    return true;
  };
}

if (process.argv[1] === import.meta.filename) {
  const [out, seed, pairs, loops, ...checkouts] = process.argv.slice(2);
  if (!out || !checkouts.length) {
    console.error('usage: node blind-sample.mjs OUT.jsonl SEED PAIRS LOOPS CHECKOUT…');
    process.exit(2);
  }
  const random = seeded(Number(seed));
  const projects = checkouts.map(candidates);
  const take = makeTaker();
  const prefix = path.basename(out, '.jsonl').toLowerCase();
  const rows = [];
  for (const kind of /** @type {const} */ (['pair', 'loop'])) {
    const total = Number(kind === 'pair' ? pairs : loops);
    let [nth, share] = [0, 0];
    for (const stratum of strata.filter((s) => s.kind === kind)) {
      share += stratum.share;
      const queues = projects.map((project) => shuffled(project[kind].filter(stratum.has), random));
      const counts = queues.map((queue) => queue.length);
      const drawn = queues.map(() => 0);
      const until = Math.round(total * share);
      for (let turn = 0; nth < until && queues.some((queue) => queue.length); turn++) {
        const at = turn % queues.length;
        const queue = queues[at] ?? [];
        let next = queue.pop();
        while (next && !take(kind, next)) next = queue.pop();
        if (!next) continue;
        nth++;
        drawn[at] = (drawn[at] ?? 0) + 1;
        rows.push({ id: `${prefix}${kind[0]}${String(nth).padStart(2, '0')}`, kind, ...next.place, label: '', confidence: 0, reason: '', fix_safe: false });
      }
      console.log(`${stratum.name}: ${drawn.map((n, i) => `${path.basename(checkouts[i] ?? '')} ${n} of ${counts[i]}`).join(', ')}`);
      if (nth < until) console.error(`${stratum.name}: ${until - nth} fewer than asked for`);
    }
  }
  writeFileSync(out, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}
