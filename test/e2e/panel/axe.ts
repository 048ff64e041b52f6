/** Runs axe-core in a panel's page. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong, a line each: the rule, and where. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  // Evaluated, not added as a script: the page's policy lets no script in but its own.
  await page.evaluate(await source);
  return page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations.flatMap((violation) => violation.nodes.map((node) => violation.id + ': ' + node.html.slice(0, 160) + ' ' + (node.failureSummary ?? ''))))`);
}
