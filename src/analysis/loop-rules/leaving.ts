/** The rule of a loop that may end with an error for what a round was answered. */
import ts from 'typescript';
import { changes } from '../clash.ts';
import { isThrownOn } from '../control.ts';
import { usesIn } from '../flow.ts';
import type { LoopVerdict } from '../model.ts';
import { likelyAt } from '../rule.ts';
import type { Binding } from '../scopes.ts';
import type { AwaitingLoop } from '../statements.ts';
import { inRange, unwrap } from '../syntax.ts';
import type { Ground, Judgement } from '../verdict.ts';
import type { Rounds } from './scene.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isAwaitExpression, isIfStatement, isThrowStatement, isTryStatement, isVariableDeclaration } = ts;

/** To read in vain does no harm: it is asked of rounds that change something, and where nothing that they do is left unseen. */
export function mayRefuse(rounds: Rounds): Judgement<LoopVerdict> | undefined {
  const { ground, flight } = rounds;
  const refusal = changes(ground, flight) ? refusalIn(ground, rounds) : undefined;
  return refusal === undefined ? undefined : likelyAt(ground, 'effect', refusal, 'A round may end the loop with an error here, for what it was answered: later rounds must not have changed anything then.');
}

/** `if (answer.isLimited) throw …`, with what the round has waited for: the loop is over then. */
function refusalIn({ bound, unit }: Ground, { loop, sites }: AwaitingLoop): ts.Node | undefined {
  const wait = sites[0]?.node;
  if (wait === undefined) return undefined;
  return inRange(unit.exits, wait.end, loop.statement.end).find((exit) => {
    if (!isThrowStatement(exit) || isThrownOn(exit)) return false;
    for (let node: ts.Node = exit; node !== loop; node = node.parent) {
      if (isTryStatement(node)) return false;
      if (isIfStatement(node) && usesIn(bound, node.expression.pos, node.expression.end).some(({ binding }) => isAnswer(binding))) return true;
    }
    return false;
  });
}

/** `const answer = await ask(x)`. */
function isAnswer(binding: Binding): boolean {
  const declaration = binding.declarations[0]?.parent;
  return declaration !== undefined && isVariableDeclaration(declaration) && declaration.initializer !== undefined && isAwaitExpression(unwrap(declaration.initializer));
}
