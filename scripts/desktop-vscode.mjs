/** Finds a desktop VS Code and opens a window of it that has its own settings, so that the person's own are left alone. */
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { childEnvironment, root } from './paths.mjs';
import { start } from './processes.mjs';

/** @returns {string | undefined} the program itself, not the command `code`, which would start it out of our reach and return */
export function findDesktopVscode() {
  switch (process.platform) {
    case 'darwin':
      return ['Visual Studio Code', 'Visual Studio Code - Insiders', 'VSCodium']
        .flatMap((name) => ['Electron', 'Code', 'VSCodium'].map((program) => `/Applications/${name}.app/Contents/MacOS/${program}`))
        .find((file) => existsSync(file));
    case 'win32':
      return onPath(['code.cmd', 'codium.cmd']).map(({ folder, name }) => path.join(folder, '..', name === 'code.cmd' ? 'Code.exe' : 'VSCodium.exe'))
        .find((file) => existsSync(file));
    default:
      // Without a display there is no window to open. The command is a script in bin/, the program is beside that folder.
      if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return undefined;
      return onPath(['code', 'code-insiders', 'codium']).map(({ folder, name }) => {
        const script = realpathSync(path.join(folder, name));
        return path.join(path.dirname(script), '..', path.basename(script));
      }).find((file) => existsSync(file) && !file.startsWith('/mnt/'));
  }
}

function onPath(/** @type {readonly string[]} */ names) {
  const folders = (process.env['PATH'] ?? process.env['Path'] ?? '').split(path.delimiter);
  return folders.flatMap((folder) => names.map((name) => ({ folder, name }))).filter(({ folder, name }) => existsSync(path.join(folder, name)));
}

/** @returns the running program; its window holds the folder, with the extension loaded from this repository */
export function openDesktop(/** @type {string} */ program, /** @type {string} */ folder, /** @type {string} */ dataFolder) {
  return start(program, [
    '--new-window', folder, `--extensionDevelopmentPath=${root}`,
    `--user-data-dir=${path.join(dataFolder, 'user')}`, `--extensions-dir=${path.join(dataFolder, 'extensions')}`,
    '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes', '--disable-telemetry',
    ...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ], { env: childEnvironment(), stdio: 'ignore' });
}
