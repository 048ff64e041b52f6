/** The syntax behind a model: parsed anew from its text, with the same functions and awaits. */
import type ts from 'typescript';
import { type Site, sitesOf } from '../analysis/awaits.ts';
import { idsOf, isAsyncUnit } from '../analysis/functions.ts';
import type { AwaitId } from '../analysis/model.ts';
import { parse } from '../analysis/parse.ts';
import { Places } from '../analysis/places.ts';
import { bind } from '../analysis/binder.ts';
import type { Bound, Unit } from '../analysis/scopes.ts';
import { layoutOf, type Layout } from './layout.ts';

export interface Reading {
  readonly path: string;
  readonly text: string;
  readonly file: ts.SourceFile;
  readonly bound: Bound;
  readonly places: Places;
  readonly layout: Layout;
  /** Written in TypeScript. */
  readonly isTyped: boolean;
  /** Undefined where the text has no such function. */
  functionOf(id: string): FunctionReading | undefined;
}

export interface FunctionReading extends Omit<Reading, 'functionOf'> {
  readonly unit: Unit;
  readonly sites: ReadonlyMap<AwaitId, Site>;
}

export function read(path: string, text: string): Reading {
  const file = parse(path, text);
  const bound = bind(file);
  const ids = idsOf(bound.units);
  const units = new Map(bound.units.filter(isAsyncUnit).map((unit) => [ids.get(unit), unit]));
  const reading = { path, text, file, bound, places: new Places(file), layout: layoutOf(text), isTyped: /\.[cm]?tsx?$/i.test(path) };
  return {
    ...reading,
    functionOf: (id) => {
      const unit = units.get(id);
      return unit && { ...reading, unit, sites: new Map(sitesOf(unit, bound).map((site) => [site.id, site])) };
    },
  };
}
