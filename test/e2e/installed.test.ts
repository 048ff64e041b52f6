import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pictureOnFailure } from './picture-on-failure.ts';
import { Workbench } from './workbench.ts';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await Workbench.open();
});
afterAll(() => workbench.close());
pictureOnFailure(() => workbench);

test('the packaged extension is installed, and an example opens with a lens above its first async function', async () => {
  await workbench.openFile('dashboard.ts', 23);
  const text = await readFile(path.join(workbench.folder, 'dashboard.ts'), 'utf8');
  expect(text).toContain('export async function loadDashboard');
  await workbench.lenses(/3 awaits/).first().waitFor();
  expect(workbench.panelErrors).toEqual([]);
});
