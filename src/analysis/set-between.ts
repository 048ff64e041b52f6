/** Lines between two waits that put what the first gave somewhere: `setToken(token)`. What the second does may rest on it, whatever bodies can be seen of the two. */
import ts from 'typescript';
import { firstTainted, usesIn, type Taint } from './flow.ts';
import { methodName, unwrap } from './syntax.ts';
import type { Ground } from './verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isCallExpression, isExpressionStatement, isIdentifier, isVariableDeclaration } = ts;

/** Whether the line calls something that changes, by its name, what cannot be seen, with anything that is tainted. */
export function setsWith(ground: Ground, line: ts.Node, taint: Taint): boolean {
  return firstTainted(line, taint) !== undefined && (runsGiven(line, taint) || ground.effects.of(line).gaps.some(({ nameSays, text }) => nameSays === 'write' && !isStateOfView(ground, line, text)));
}

/** `const { parseFlags } = await import('./flags'); parseFlags();`: what the first gave is run, for what it does. */
function runsGiven(line: ts.Node, taint: Taint): boolean {
  const call = isExpressionStatement(line) ? unwrap(line.expression) : undefined;
  if (call === undefined || !isCallExpression(call)) return false;
  const callee = unwrap(call.expression);
  return isIdentifier(callee) && firstTainted(callee, taint) !== undefined;
}

/** `setUser` of `const [user, setUser] = useState()`: what it sets is there at the next drawing, and not before. */
function isStateOfView({ bound }: Ground, line: ts.Node, text: string): boolean {
  const declaration = usesIn(bound, line.pos, line.end).find(({ binding }) => binding.name === text)?.binding.declarations[0]?.parent;
  const list = declaration?.parent.parent;
  return list !== undefined && isVariableDeclaration(list) && list.initializer !== undefined && isCallExpression(list.initializer) && /^use(State|Reducer)$/.test(methodName(list.initializer.expression) ?? '');
}
