/** `overlap analyze --format json`: the contract's names and order, and nothing else. */
import type { Evidence } from '../analysis/model.ts';
import type { ChainReport, FileReport, FunctionReport } from './file-report.ts';

/** Plain data, ready for JSON.stringify. All positions are 1-based; columns count UTF-16 units. */
export function analysisJson(files: readonly FileReport[]): { readonly version: 1; readonly files: readonly object[] } {
  return { version: 1, files: files.map(fileJson) };
}

function fileJson(file: FileReport): object {
  return {
    path: file.path,
    errors: file.errors.map(({ line, column, message }) => ({ line, column, message })),
    ...(file.leftOut.length > 0 && { leftOut: file.leftOut.map(({ place, message }) => ({ line: place.line, column: place.column, message })) }),
    functions: file.functions.map(functionJson),
  };
}

function functionJson(fn: FunctionReport): object {
  return {
    name: fn.name,
    line: fn.place.line,
    column: fn.place.column,
    endLine: fn.endLine,
    awaits: fn.awaits.map(({ id, place, mode, form, durationUs, durationFrom }) => ({ id, line: place.line, column: place.column, mode, form, durationUs, durationFrom })),
    pairs: fn.pairs.map(({ first, second, verdict, confidence, evidence, fixSafe }) => ({ first, second, verdict, confidence, evidence: evidence.map(evidenceJson), fixSafe })),
    loops: fn.loops.map(({ place, verdict, confidence, evidence, fixSafe }) => ({ line: place.line, column: place.column, verdict, confidence, evidence: evidence.map(evidenceJson), fixSafe })),
    groups: fn.groups.map(({ awaits, shape, asWrittenUs, overlappedUs }) => ({ awaits, shape, asWrittenUs, overlappedUs })),
    ...(fn.chains.length > 0 && { chains: fn.chains.map(chainJson) }),
  };
}

/** Steps are named as awaits are, and stand apart from them: nobody writes `await` there. */
function chainJson({ place, steps, pairs, groups }: ChainReport): object {
  return {
    line: place.line,
    column: place.column,
    steps: steps.map(({ id, place: at, form, durationUs, durationFrom }) => ({ id, line: at.line, column: at.column, form, durationUs, durationFrom })),
    pairs: pairs.map(({ first, second, verdict, confidence, evidence, fixSafe }) => ({ first, second, verdict, confidence, evidence: evidence.map(evidenceJson), fixSafe })),
    groups: groups.map(({ awaits, shape, asWrittenUs, overlappedUs }) => ({ steps: awaits, shape, asWrittenUs, overlappedUs })),
  };
}

function evidenceJson({ kind, path, place, message }: Evidence): object {
  return { kind, ...(path !== undefined && { path }), line: place.line, column: place.column, message };
}
