import type { Where } from './effects/effect.ts';
import type { Evidence } from './model.ts';

/** Evidence at a place that may lie in another file than `ground.path`. */
export function evidenceAt(ground: { readonly path: string }, where: Where, kind: Evidence['kind'], message: string): Evidence {
  const { path, ...place } = where;
  return { kind, place, message, ...(path === ground.path ? {} : { path }) };
}
