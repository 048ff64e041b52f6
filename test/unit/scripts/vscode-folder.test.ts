import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../../scripts/paths.mjs';

const read = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
const { tasks } = read('.vscode/tasks.json') as { tasks: { label: string; script?: string; dependsOn?: string[] }[] };
const { configurations } = read('.vscode/launch.json') as { configurations: { name: string; preLaunchTask?: string; program?: string; args?: string[] }[] };
const { scripts } = read('package.json') as { scripts: Record<string, string> };
const labels = tasks.map((task) => task.label);

test('every npm task runs a script that there is', () => {
  for (const { script } of tasks) if (script !== undefined) expect(Object.keys(scripts)).toContain(script);
});

test('every task that something waits for is there', () => {
  for (const { preLaunchTask } of configurations) if (preLaunchTask !== undefined) expect(labels).toContain(preLaunchTask);
  for (const { dependsOn = [] } of tasks) for (const label of dependsOn) expect(labels).toContain(label);
});

test('every file that a configuration starts is there, or is built by its task', () => {
  for (const { name, program, args = [], preLaunchTask } of configurations) {
    for (const value of [program ?? '', ...args]) {
      const file = /\$\{workspaceFolder\}\/([^$]+)$/.exec(value)?.[1];
      if (file === undefined) continue;
      expect(existsSync(path.join(root, file)) || (/^(dist|out)\//.test(file) && preLaunchTask !== undefined), `${name}: ${file}`).toBe(true);
    }
  }
});
