/**
 * Takes a picture of the real thing: VS Code with a file of examples/ open, the cursor on a line, and the panel beside it.
 *
 *   node scripts/screenshot.mjs FILE LINE OUT.png [--theme dark|light|hc-dark|hc-light] [--width 1440] [--height 900]
 *                               [--folder FOLDER] [--command TITLE]... [--no-panel] [--wait MS]
 *
 * FILE is a path in the folder (examples/ by default), LINE counts from 1. Build first: the picture shows dist/ as it is, or the package
 * that OVERLAP_VSIX names.
 */
import { parseArgs } from 'node:util';
import { ranInNode24 } from './node24.mjs';

if (!(await ranInNode24())) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    allowNegative: true,
    options: {
      theme: { type: 'string', default: 'dark' },
      width: { type: 'string', default: '1440' },
      height: { type: 'string', default: '900' },
      folder: { type: 'string' },
      command: { type: 'string', multiple: true },
      panel: { type: 'boolean', default: true },
      wait: { type: 'string', default: '1000' },
    },
  });
  const [file, line, out] = positionals;
  if (file === undefined || line === undefined || out === undefined) throw new Error('Usage: node scripts/screenshot.mjs FILE LINE OUT.png [--theme dark]');
  const { Workbench, themeNames } = await import('../test/e2e/workbench.ts');
  const theme = themeNames.find((name) => name === values.theme);
  if (!theme) throw new Error(`--theme is one of ${themeNames.join(', ')}.`);

  const workbench = await Workbench.open({
    theme,
    width: Number(values.width),
    height: Number(values.height),
    settings: { 'editor.minimap.enabled': false },
    ...(values.folder === undefined ? {} : { folder: values.folder }),
  });
  try {
    await workbench.openFile(file, Number(line));
    for (const command of [...(values.panel ? ['Overlap: Show Timeline'] : []), ...(values.command ?? [])]) await workbench.runCommand(command);
    if (values.panel) await workbench.panel.locator('body').waitFor();
    // A file may have no lens.
    await workbench.lenses().first().waitFor({ timeout: 10_000 }).catch(() => undefined);
    // Nothing under the pointer; fonts, and the panel's first drawing.
    await workbench.page.mouse.move(Number(values.width) / 2, 2);
    await workbench.page.waitForTimeout(Number(values.wait));
    for (const error of workbench.panelErrors) console.error(`panel: ${error}`);
  } finally {
    console.log(await workbench.screenshot(out));
    await workbench.close();
  }
}
