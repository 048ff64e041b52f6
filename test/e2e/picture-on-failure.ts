import { afterEach } from 'vitest';
import type { Workbench } from './workbench.ts';

/** Keeps a picture of the workbench in out/screenshots/ when a test fails, under the test's name. */
export function pictureOnFailure(workbench: () => Workbench | undefined): void {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    const file = await workbench()?.screenshot(`failed ${task.name}`);
    if (file !== undefined) console.log(`A picture of the failure: ${file}`);
  });
}
