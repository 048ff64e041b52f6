/** A judge is a list of rules in one order. Each says what it knows of the scene that is judged, or nothing; the first that speaks decides. */
import type ts from 'typescript';
import type { Where } from './effects/effect.ts';
import { evidenceAt } from './evidence.ts';
import type { Evidence } from './model.ts';
import type { Ground, Judgement } from './verdict.ts';
import { likely } from './verdict.ts';

export type Rule<Scene, Verdict> = (scene: Scene) => Judgement<Verdict> | undefined;

export function firstOf<Scene, Verdict>(rules: readonly Rule<Scene, Verdict>[], scene: Scene): Judgement<Verdict> | undefined {
  for (const rule of rules) {
    const judgement = rule(scene);
    if (judgement !== undefined) return judgement;
  }
  return undefined;
}

/** What is likely by something that stands in this file. */
export function likelyAt<V extends Evidence['kind']>({ places }: Ground, verdict: V, node: ts.Node, message: string): Judgement<V> {
  return likely(verdict, { kind: verdict, place: places.of(node), message });
}

/** What is likely by an effect, a throw or a gap, which may lie in another file. */
export function likelyBy<V extends Evidence['kind']>(ground: Ground, verdict: V, where: Where, message: string): Judgement<V> {
  return likely(verdict, evidenceAt(ground, where, verdict, message));
}
