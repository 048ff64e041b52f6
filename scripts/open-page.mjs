import { spawn } from 'node:child_process';

/**
 * Opens a page in the person's browser, where there is one. The browser is theirs: it is not ended with this process.
 * @returns {boolean} whether there was something to open it with
 */
export function openPage(/** @type {string} */ url) {
  const command = opener();
  if (!command) return false;
  const [program, ...args] = command;
  const child = spawn(program, args.includes('%s') ? args.map((arg) => (arg === '%s' ? url : arg)) : [...args, url], { stdio: 'ignore', detached: true });
  // A browser that is not there is no failure: the address is printed as well.
  child.on('error', () => undefined);
  child.unref();
  return true;
}

/** @returns {[string, ...string[]] | undefined} */
function opener() {
  const named = process.env['BROWSER']?.split(':').find((entry) => entry !== '');
  if (named) return /** @type {[string, ...string[]]} */ (named.split(' '));
  switch (process.platform) {
    case 'darwin': return ['open'];
    case 'win32': return ['explorer.exe'];
    default: return process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'] ? ['xdg-open'] : undefined;
  }
}
