/**
 * `npm start`: builds Overlap and opens examples/ with it, in the desktop VS Code where there is one, else in a VS Code served to the browser.
 * `npm start -- --served` takes the second in any case. Ctrl+C ends it, with everything that it started.
 */
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { ranInNode24 } from './node24.mjs';

if (!(await ranInNode24())) {
  process.prependOnceListener('SIGINT', () => {
    console.log('\nEnded.');
    process.exit(0);
  });
  try {
    await main();
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}

async function main() {
  const { cacheFolder, childEnvironment, node24, root } = await import('./paths.mjs');
  const { run } = await import('./processes.mjs');
  const examples = path.join(root, 'examples');
  const dataFolder = path.join(cacheFolder, 'start');

  const { findDesktopVscode, openDesktop } = await import('./desktop-vscode.mjs');
  const desktop = process.argv.includes('--served') ? undefined : findDesktopVscode();
  if (desktop) {
    console.log('Building Overlap …');
    const built = await run(node24(), ['esbuild.mjs'], { cwd: root, env: childEnvironment() });
    if (built.code !== 0) throw new Error(`Overlap could not be built:\n${built.output.trim()}`);
    console.log(`Opening ${examples} in ${desktop}. Close the window, or press Ctrl+C, to end.`);
    const [code] = await once(openDesktop(desktop, examples, path.join(dataFolder, 'desktop')), 'exit');
    if (code === 0) return;
    console.log(`It ended with code ${code}. Opening a VS Code in the browser instead.`);
  }

  const { installVscode } = await import('./vscode-install.mjs');
  const { installExtension, startServed } = await import('./vscode-served.mjs');
  const { packageExtension } = await import('./package.mjs');
  const { during } = await import('./progress.mjs');
  const { openPage } = await import('./open-page.mjs');
  const vscode = await installVscode();
  const served = path.join(dataFolder, 'served');
  const vsix = path.join(cacheFolder, `overlap-${process.pid}.vsix`);
  await during('Building and packaging Overlap', () => packageExtension(vsix));
  await during('Installing it into VS Code', () => installExtension({ vscode, dataFolder: served, vsix }));
  await rm(vsix);
  // The examples say in their README what to look at first.
  const server = await startServed({ vscode, dataFolder: served, settings: { 'workbench.startupEditor': 'readme' }, ports: '8790-8799' });
  const url = server.url({ folder: examples });
  console.log(`\nVS Code with Overlap is at\n\n    ${url}\n\nIt can be reached from this machine only. Press Ctrl+C to end it.`);
  openPage(url);
  const [code] = await once(server.process, 'exit');
  throw new Error(`VS Code's server ended with code ${code}:\n${server.log().trim()}`);
}
