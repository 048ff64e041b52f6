/** The comparison of execution models for the terminal. */
import type { ModelRow, ModelsView } from '../protocol.ts';
import { bytes, duration, percent } from './format.ts';

const head = ['Model', 'wall', 'p50', 'p95', 'p99', 'cores', 'busy', 'switches', 'memory'] as const;

export function modelsText({ load, rows, why, notes }: ModelsView, { colour }: { readonly colour: boolean }): string {
  const cells = [[...head], ...rows.map(cellsOf)];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => (row.length < head.length && column > 0 ? 0 : (row[column] ?? '').length))));
  const lines = cells.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : row.length < head.length ? cell : cell.padStart(widths[column] ?? 0))).join('  '));
  const bold = (text: string): string => (colour ? `\u001b[1m${text}\u001b[0m` : text);
  return [bold(load), '', ...lines.map((line, index) => (rows[index - 1]?.best === true ? bold(line) : line)), '', why, '', ...notes, ''].join('\n');
}

function cellsOf(row: ModelRow): string[] {
  const label = `${row.best ? '* ' : '  '}${row.label}`;
  if (row.outcome === 'deadlock' || row.outcome === 'limited') return [label, `${row.outcome === 'deadlock' ? 'deadlock' : 'cut off'}: ${row.detail}`];
  const { p50, p95, p99 } = row.latencyUs;
  return [label, duration(row.wallUs), duration(p50), duration(p95), duration(p99), String(row.cores), percent(row.utilisation), row.switches.toLocaleString('en'), bytes(row.memoryBytes)];
}
