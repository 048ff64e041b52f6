/** Rules of two of which not all was seen, and which something ties together: a word that both are named after, a line between, an object that both are handed, or that one is there for what it does. */
import ts from 'typescript';
import { readName, wordsOf } from '../effects/names.ts';
import { producedBy } from '../flow.ts';
import type { PairVerdict } from '../model.ts';
import { likelyAt } from '../rule.ts';
import { setsWith } from '../set-between.ts';
import { shortText, unwrap } from '../syntax.ts';
import type { Judgement } from '../verdict.ts';
import { handedToBoth } from './other-things.ts';
import type { Scene } from './scene.ts';
import type { Side } from './side.ts';
import { vague } from './side-traits.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isCallExpression, isExpressionStatement } = ts;

/** One reads and one changes what is called by the same word. */
export function nameOneThing({ ground, before, after }: Scene): Judgement<PairVerdict> | undefined {
  const entity = sharedEntity(before, after);
  return entity === undefined ? undefined : likelyAt(ground, 'effect', after.node, `By their names both are about the same thing (\`${entity}\`), and one changes it: \`${before.name ?? ''}\`, then \`${after.name ?? ''}\`.`);
}

/** `const token = await signIn(); setToken(token); await load();` */
export function setsBetween({ ground, before, middle }: Scene): Judgement<PairVerdict> | undefined {
  const set = middle.find((line) => isExpressionStatement(line) && setsWith(ground, line, producedBy(ground.bound, before.node)));
  return set === undefined ? undefined : likelyAt(ground, 'effect', set, 'Something is done here with what the first gave, and nothing shows that the second does not rely on it.');
}

/** `await fill(request); await send(request);` Comes after what only reads: a reader changes nothing that it is handed. */
export function fillsWhatIsHanded({ ground, before, after }: Scene): Judgement<PairVerdict> | undefined {
  const handed = handedToBoth(ground, before, after);
  return handed === undefined ? undefined : likelyAt(ground, 'data', after.node, `The first is given \`${handed.name}\` for nothing but what it does, and may change it; the second uses it.`);
}

/** What gives no value is there for what it does. */
export function givesNoValue(scene: Scene): Judgement<PairVerdict> | undefined {
  const bare = scene.sides.find((side) => !side.binds);
  if (bare === undefined) return undefined;
  const user = userOf(bare.node);
  const message = user === undefined ? `${scene.subjectOf(bare)} gives no value that is used: it is there for what it does` : `\`${shortText(user.expression, scene.ground.bound.file)}\` is given what ${scene.subjectOf(bare)} waits for, and is there for what it does`;
  return likelyAt(scene.ground, 'effect', bare.node, `${message}, and nothing shows that the other does not rely on it.`);
}

/** `req.ca(await readFile(path));`: the call that takes the value, and gives none itself. */
function userOf(statement: ts.Node): ts.CallExpression | undefined {
  const call = isExpressionStatement(statement) ? unwrap(statement.expression) : undefined;
  return call !== undefined && isCallExpression(call) ? call : undefined;
}

/** What gives a value may be named after a change all the same; a second that changes something itself is left to what cannot be seen. */
export function changesByName(scene: Scene): Judgement<PairVerdict> | undefined {
  const { before, after } = scene;
  if (before.says !== 'write' || before.standing !== 'blind' || after.says === 'write' || before.asked.some((name) => vague.test(name))) return undefined;
  return likelyAt(scene.ground, 'effect', before.node, `By its name ${scene.subjectOf(before)} changes something, what cannot be seen: nothing shows that the second does not rely on it.`);
}

/** `createOrUpdateRoute` is about a route. */
function wordsAfterVerbs(name: string): readonly string[] {
  const [, ...words] = wordsOf(name);
  return words[0] === 'or' || words[0] === 'and' ? words.slice(2) : words;
}

/** Words that are about nothing. */
const joining = new Set(['with', 'for', 'from', 'and', 'all', 'many', 'one', 'first', 'unique', 'the']);

/** The noun that a reader's and a writer's names share: `getUser` and `updateUser`; but `createMailServer` and `createWebServer` are about two things. */
function sharedEntity(before: Side, after: Side): string | undefined {
  const [name, other] = [before, after].map((side) => (side.asked.length === 1 && side.asked[0] !== '' ? side.asked[0] : side.name));
  if (name === undefined || other === undefined) return undefined;
  // `executeSearch` says that something is done, and not what.
  const verbs = [name, other].map((one) => (vague.test(one) ? 'nothing' : readName(one, { waited: true, bare: false }).says));
  // A body that was seen is believed before its name.
  if (![before, after].some(({ standing }, index) => verbs[index] === 'write' && standing !== 'reads')) return undefined;
  const [nouns = [], others = []] = [name, other].map((one) => wordsAfterVerbs(one).filter((word) => word.length > 2 && !joining.has(word)).map((word) => word.replace(/s$/, '')));
  const shared = nouns.find((noun) => noun === others[0] || noun === others.at(-1));
  const [own, its] = [nouns.filter((noun) => !others.includes(noun)), others.filter((noun) => !nouns.includes(noun))];
  const areKinds = verbs.every((says) => says === 'write') && own.length > 0 && its.length > 0 && nouns.at(-1) === others.at(-1);
  return areKinds ? undefined : shared;
}
