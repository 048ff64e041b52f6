import { documentKeys } from './load.ts';
import { machineKeys } from './machine.ts';
import { nearest, ScenarioError } from './reader.ts';

/**
 * A document with values set by path, as `--set` and the controls do: `machine.cores`, `tasks[0].count`, or a key of `machine` alone
 * (`cores`). A value is taken as JSON where it is JSON, else as text.
 * @throws {ScenarioError} where the path leads nowhere
 */
export function withSettings(document: unknown, settings: Readonly<Record<string, string>>): unknown {
  const copy: unknown = structuredClone(document);
  for (const [name, text] of Object.entries(settings)) set(copy, pathOf(name), valueOf(text), name);
  return copy;
}

function pathOf(name: string): string[] {
  if ((machineKeys as readonly string[]).includes(name)) return ['machine', name];
  const path = name.split(/[.[\]]/).filter((part) => part !== '');
  if (path.length === 1 && !(documentKeys as readonly string[]).includes(name)) throw new ScenarioError(name, `is nothing that can be set${nearest(name, [...machineKeys, 'tickUs', 'explore'])}; or say a path such as tasks[0].count`);
  return path;
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function set(document: unknown, path: readonly string[], value: unknown, name: string): void {
  let holder: unknown = document;
  const last = path[path.length - 1];
  if (last === undefined) throw new ScenarioError(name, 'is not a path; say such as machine.cores=4');
  for (const [depth, key] of path.slice(0, -1).entries()) {
    if (typeof holder !== 'object' || holder === null) break;
    const members = holder as Record<string, unknown>;
    // A document may leave `machine` and `resources` out; what is set below them brings them in.
    if (!Object.hasOwn(members, key) && depth === 0 && (key === 'machine' || key === 'resources')) members[key] = {};
    holder = Object.hasOwn(members, key) ? members[key] : undefined;
  }
  if (typeof holder !== 'object' || holder === null || last === '__proto__') throw new ScenarioError(name, 'leads nowhere in this scenario; say such as machine.cores=4 or tasks[0].count=8');
  if (Array.isArray(holder) && !(Number.isInteger(Number(last)) && Number(last) < holder.length)) throw new ScenarioError(name, `there is no item ${last}; the list has ${holder.length}`);
  (holder as Record<string, unknown>)[last] = value;
}
