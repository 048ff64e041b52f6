import type ts from 'typescript';
import type { Project } from '../project.ts';
import type { Summary } from './effect.ts';

/** Effects of the code of one file. Answers are worked out when asked for and kept. */
export interface Effects {
  /**
   * What runs when this statement or expression is evaluated, calls followed. Nested functions count where they are called, or handed to a call that runs them.
   * Parameters and `this` of the function that holds the node stay what they are: the same name is the same thing.
   * Writes of local variables are left out: data flow is the caller's.
   */
  of(node: ts.Node): Summary;
  /** What a call of this function does, in terms of its parameters and `this`. */
  ofFunction(node: ts.FunctionLikeDeclaration): Summary;
}

/** What is kept between files of one run: parsed neighbours and the summaries of their functions. Make one for each run. */
export interface Workspace {
  readonly project: Project | undefined;
  effectsIn(file: ts.SourceFile, path: string): Effects;
}
