/** How far calls are followed: the functions whose summaries are being made, and what was found on the way of those that lead back to one of them. */
import type { FunctionNode } from '../scopes.ts';
import { Collector, type FunctionSummary } from './collector.ts';
import type { Effect } from './effect.ts';

/** Calls are followed this deep; what lies deeper is a gap. */
const maxDepth = 16;
/** A function is gone into this often on the way from one that nobody has open: of many that all call each other there are more ways than anybody can go. */
const maxLooks = 24;

/** A summary that was cut short, and so holds only as a part of what is being made further out. */
interface Part {
  readonly summary: FunctionSummary;
  /** The open functions that it was cut short at: what they do is gathered further out as long as they are open. */
  readonly cuts: readonly FunctionNode[];
  /** How deep it was, where something lay too deep for it: from further out more is seen. */
  readonly deep: number | undefined;
  readonly looks: number;
}

/** What the summary at hand was cut short at. */
class Found {
  cuts: readonly FunctionNode[] = [];
  /** Something lay too deep. */
  isDeep = false;

  cutAt(more: readonly FunctionNode[]): void {
    const others = more.filter((cut) => !this.cuts.includes(cut));
    if (others.length > 0) this.cuts = [...this.cuts, ...others];
  }
}

export class Descent {
  /** Outermost first. */
  readonly #open: FunctionNode[] = [];
  /** Kept while anything is open: without these every way through functions that call each other would be gone again, and there are as many as orders of them. */
  readonly #parts = new Map<FunctionNode, Part>();
  #found = new Found();

  /** Where `node` is not among `known` yet, makes its summary and puts it there, unless it was cut short; undefined where it lies too deep to be looked at. */
  of(node: FunctionNode, known: Map<FunctionNode, FunctionSummary>, make: () => FunctionSummary): FunctionSummary | undefined {
    const whole = known.get(node);
    if (whole !== undefined) return whole;
    if (this.#open.includes(node)) {
      // A cycle: what the function does is being gathered further out.
      this.#found.cutAt([node]);
      return new Collector().finish();
    }
    const part = this.#parts.get(node);
    if (part !== undefined && (part.deep ?? 0) <= this.#open.length && part.cuts.every((cut) => this.#open.includes(cut))) {
      this.#found.cutAt(part.cuts);
      this.#found.isDeep ||= part.deep !== undefined;
      return part.summary;
    }
    if (this.#open.length >= maxDepth || (part !== undefined && part.looks >= maxLooks)) {
      this.#found.isDeep = true;
      return undefined;
    }
    return this.#made(node, known, make);
  }

  #made(node: FunctionNode, known: Map<FunctionNode, FunctionSummary>, make: () => FunctionSummary): FunctionSummary {
    const outer = this.#found;
    const found = (this.#found = new Found());
    const made = this.#within(node, make);
    const summary = found.cuts.includes(node) ? withAnyKey(made) : made;
    this.#found = outer;
    const cuts = found.cuts.filter((cut) => cut !== node);
    const deep = found.isDeep ? this.#open.length : undefined;
    if (this.#open.length === 0 || (cuts.length === 0 && deep === undefined)) known.set(node, summary);
    else {
      this.#parts.set(node, { summary, cuts, deep, looks: (this.#parts.get(node)?.looks ?? 0) + 1 });
      outer.cutAt(cuts);
      outer.isDeep ||= deep !== undefined;
    }
    return summary;
  }

  #within(node: FunctionNode, make: () => FunctionSummary): FunctionSummary {
    this.#open.push(node);
    try {
      return make();
    } finally {
      // What throws is a question that nobody wants answered any more, or code nested too deeply: the next one starts from nothing.
      this.#open.pop();
      if (this.#open.length === 0) this.#parts.clear();
    }
  }
}

/** A function that comes back to itself does to other keys what it does to those that it is given: `done[id] = true; for (const next of linked[id]) await walk(next);`. */
function withAnyKey(summary: FunctionSummary): FunctionSummary {
  return { ...summary, reads: [...summary.reads, ...summary.reads.flatMap(atAnyKey)], writes: [...summary.writes, ...summary.writes.flatMap(atAnyKey)] };
}

/** What is handed in as the object itself is taken to be handed on as it is, or to be a part of it; so is a path. */
function atAnyKey(effect: Effect): Effect[] {
  const { kind, key = [] } = effect.resource;
  const given = key.findIndex((part, at) => typeof part === 'object' && typeof part.parameter === 'number' && (kind === 'cache' || at > 0));
  if ((kind !== 'state' && kind !== 'cache') || given < 0) return [];
  const { key: _, ...resource } = effect.resource;
  const whole = key.slice(0, given).map((part, at) => (typeof part === 'string' && at === given - 1 ? part.replace(/[.[]$/, '') : part)).filter((part) => part !== '');
  return [{ ...effect, resource: whole.length === 0 ? resource : { ...resource, key: whole } }];
}
