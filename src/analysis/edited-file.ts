import ts from 'typescript';
import type { Described, SourceText } from './analyze.ts';
import { describeFile, mayBeAsynchronous, otherLanguage, withinDepth, workspaceOf } from './analyze.ts';
import type { Edit } from './edit.ts';
import { editBetween } from './edit.ts';
import type { Workspace } from './effects/effects.ts';
import type { AsyncFunction, ConcurrencyModel } from './model.ts';
import { moved } from './moved.ts';
import type { Project } from './project.ts';
import type { Unit } from './scopes.ts';
import { before, touched } from './touched.ts';

interface Version {
  readonly text: string;
  readonly project: Project | undefined;
  readonly workspace: Workspace;
  readonly described: Described;
}

/**
 * One file as it is edited. Its analysis gives what `analyze` gives, but after an edit the parser goes on from the tree that it has, and functions
 * which the edit cannot have made another matter keep their results, moved to where they stand now. Where nothing can be asynchronous, nothing is
 * parsed: that such a text is broken is the editor's to say.
 */
export class EditedFile {
  readonly #path: string;
  #last: Version | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  analyze(text: string, project?: Project): ConcurrencyModel {
    const input = { path: this.#path, text };
    const last = this.#last;
    // Its tree is about to be changed: whatever happens, it is not gone on from again.
    this.#last = undefined;
    return withinDepth(input, () => {
      const other = otherLanguage(input);
      if (other !== undefined) return other;
      if (!mayBeAsynchronous(text)) return { path: this.#path, errors: [], functions: [], leftOut: [] };
      // Without a project nothing is known of other files, and nothing kept of them.
      const workspace = workspaceOf(project);
      const described = (last?.project === project && project?.types === undefined ? next(last, input, workspace) : undefined) ?? describeFile(input, workspace);
      this.#last = { text, project, workspace, described };
      return described.model;
    });
  }
}

/** The new text from the last one; undefined where there is nothing to go on from. */
function next(last: Version | undefined, input: SourceText, workspace: Workspace): Described | undefined {
  const { bound, ids, results } = last?.described ?? {};
  if (last === undefined || bound === undefined || ids === undefined || results === undefined) return undefined;
  const edit = editBetween(last.text, input.text);
  if (edit === undefined) return last.described;
  const old = before(bound, edit);
  const kept = new Map([...ids].map(([unit, id]) => [keyOf(unit.node.pos, unit.node.end), { id, result: results.get(unit) }]));
  const tree = last.project !== undefined && last.workspace.isShared(input.path, bound) ? undefined : reparsed(bound.file, input.text, edit);
  const inCircle = last.project !== undefined && workspace.isInCircle(input.path);
  return describeFile(input, workspace, tree, inCircle ? undefined : (now, nowIds, places) => {
    const again = touched(now, edit, old);
    if (again === undefined) return () => undefined;
    const same = new Map<Unit, AsyncFunction | undefined>();
    for (const unit of now.units) {
      if (again.has(unit) || unit === now.module) continue;
      const known = kept.get(keyOf(formerly(unit.node.pos, edit), formerly(unit.node.end, edit)));
      // An id counts functions of one name: where one has another now, the results of others may name it.
      if (known === undefined || known.id !== nowIds.get(unit)) return () => undefined;
      same.set(unit, known.result);
    }
    return (unit) => {
      const result = same.get(unit);
      return result === undefined ? undefined : moved(result, edit, places);
    };
  });
}

/** The tree of the new text. The former one is used up. */
function reparsed(file: ts.SourceFile, text: string, { start, oldEnd, newEnd }: Edit): ts.SourceFile {
  return ts.updateSourceFile(file, text, { span: { start, length: oldEnd - start }, newLength: newEnd - start });
}

/** Where an offset of the new text was; what the edit put in was nowhere. */
function formerly(offset: number, { start, oldEnd, newEnd }: Edit): number {
  if (offset <= start) return offset;
  return offset >= newEnd ? offset - newEnd + oldEnd : -1;
}

/** One number for the stretch of a function. */
function keyOf(pos: number, end: number): number {
  return pos * 2 ** 26 + end;
}
