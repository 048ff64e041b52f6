/** Calls of an object's own methods, of which the effects know more than the data flow: to that, the object as a whole goes into them. */
import ts from 'typescript';
import type { Access } from './access.ts';
import type { Effects } from './effects/effects.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind } = ts;

/** `this.load()` of which the body is known, and which hands the object to nobody: what it touches of it is for the effects to say. */
export function isOwnMethod(effects: Effects, { use, path, call }: Access): boolean {
  if (call === undefined || path.length > 0 || use.node.kind !== SyntaxKind.ThisKeyword) return false;
  const declared = effects.declared(call);
  return declared !== undefined && !/\bthis\b(?!\s*[?!]?\.)/.test(declared.node.getText(declared.file)) && !effects.of(call).gaps.some(({ text }) => /^this\.\w+$/.test(text));
}
