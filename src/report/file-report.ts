/**
 * What a front end shows of one file. Plain data: it crosses from the worker to the extension host, and the CLI prints it.
 * Every number in it is an estimate from a simulation, and every duration says where it came from.
 */
import type { AwaitSite, Chain, FunctionKind, Group, LeftOut, Loop, Pair, Place, SyntaxProblem } from '../analysis/model.ts';
import type { DurationOrigin, DurationSettings } from '../program/durations.ts';
import type { Overrides, Snapshot } from '../protocol.ts';

export interface ReportOptions {
  /** The setting `overlap.durations`: a glob of callees (`db.*`, `fetch*`) to milliseconds. The first that matches counts. */
  readonly durations?: DurationSettings;
  /** A finding that would save less than this is not spoken of; 1 ms where absent. */
  readonly thresholdUs?: number;
  /** The setting `overlap.fix.limit`: iterations of an independent loop that run at a time; 8 where absent. */
  readonly limit?: number;
  /** Values moved by hand in the panel, for {@link import('./report.ts').timelineOf} alone. */
  readonly overrides?: Overrides;
  readonly signal?: AbortSignal;
}

export interface FileReport {
  readonly path: string;
  readonly errors: readonly SyntaxProblem[];
  readonly leftOut: readonly LeftOut[];
  readonly functions: readonly FunctionReport[];
}

export interface FunctionReport {
  readonly id: string;
  readonly name: string;
  readonly kind: FunctionKind;
  readonly place: Place;
  readonly namePlace: Place;
  readonly endLine: number;
  readonly awaits: readonly AwaitReport[];
  readonly pairs: readonly Pair[];
  readonly loops: readonly Loop[];
  /** The findings at or above the threshold, in source order. */
  readonly groups: readonly GroupReport[];
  /** Promise chains, and reductions whose rounds wait for one another, with their own findings at or above the threshold. */
  readonly chains: readonly ChainReport[];
  /** It is not `async`, and is here for its chains. */
  readonly plain: boolean;
  /** What the lens says; null where there is nothing worth a line. */
  readonly lens: Lens | null;
}

export interface Lens {
  /** One line, such as `3 awaits in sequence · 2 could overlap · 3.0 s → 1.0 s`. */
  readonly text: string;
  /** What the numbers are and rest on, in plain text of a few lines. */
  readonly tooltip: string;
}

export interface AwaitReport extends AwaitSite {
  /** How long this await waits by itself, whole microseconds. */
  readonly durationUs: number;
  readonly durationFrom: DurationOrigin;
}

export interface ChainReport extends Chain {
  readonly steps: readonly AwaitReport[];
  readonly groups: readonly GroupReport[];
}

/** Of awaits, loops and chains, in the order of the text. */
export function findingsIn({ groups, chains }: Pick<FunctionReport, 'groups' | 'chains'>): readonly GroupReport[] {
  return chains.length === 0 ? groups : [...groups, ...chains.flatMap((chain) => chain.groups)].sort((a, b) => a.place.start - b.place.start);
}

export interface GroupReport extends Group {
  /** Where the finding is shown: from the first await's `await` to the last one's. */
  readonly place: Place;
  /** Its members are steps of a promise chain, or rounds of a reduction, and no awaits. */
  readonly ofChain: boolean;
  readonly asWrittenUs: number;
  readonly overlappedUs: number;
  /** What was found, such as ``\`getUser\` and \`getOrders\` need nothing from each other``. */
  readonly claim: string;
  /** What it would save, such as `≈ 200 ms → 100 ms`. */
  readonly gain: string;
  /** Both in one sentence. */
  readonly message: string;
}

/** Everything that the panel shows of a function; the host adds its own state to make a {@link Snapshot}. */
export type Timeline = Omit<Snapshot, 'state' | 'file' | 'highlight'>;
