import { ranInNode24 } from '/tmp/wt/fix/scripts/node24.mjs';
process.chdir('/tmp/wt/fix');
const { Workbench } = await import('/tmp/wt/fix/test/e2e/workbench.ts');
const [theme, out] = process.argv.slice(2);
const workbench = await Workbench.open({ theme, width: 1600, height: 1000, settings: { 'editor.minimap.enabled': false } });
try {
  await workbench.openFile('checkout.ts', 17);
  await workbench.lenses().first().waitFor({ timeout: 15000 }).catch(() => undefined);
  await workbench.runCommand('Overlap: Show What Could Differ');
  await workbench.page.locator('.quick-input-list-row', { hasText: 'Promise.all' }).first().waitFor({ timeout: 60000 });
  await workbench.page.keyboard.press('Enter');
  await workbench.panel.locator('canvas').first().waitFor({ timeout: 90000 });
  await workbench.page.mouse.move(800, 2);
  await workbench.page.waitForTimeout(3000);
  for (const error of workbench.panelErrors) console.error('panel:', error);
} finally {
  console.log(await workbench.screenshot(out));
  await workbench.close();
}
