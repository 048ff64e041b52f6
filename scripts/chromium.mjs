/** Finds a Chromium: the machine's own (Chromium, Chrome or Edge), else the one that the npm package @sparticuz/chromium carries (Linux x64). */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { cached } from './cache.mjs';
import { childEnvironment, node24, root } from './paths.mjs';
import { run } from './processes.mjs';
import { during } from './progress.mjs';

/** @typedef {{ executable: string, env: NodeJS.ProcessEnv }} Chromium */

/**
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<Chromium>} what to start, and the environment that it needs beside the usual one
 */
export async function findChromium({ log = console.log } = {}) {
  const named = process.env['OVERLAP_CHROMIUM'];
  if (named) {
    if (!existsSync(named)) throw new Error(`OVERLAP_CHROMIUM names a file that is not there: ${named}`);
    return { executable: named, env: {} };
  }
  const own = candidates().find((file) => existsSync(file));
  return own ? { executable: own, env: {} } : packaged(log);
}

/** Where Chromium, Chrome and Edge install themselves. */
function candidates() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  switch (process.platform) {
    case 'darwin':
      return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
    case 'win32':
      return ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData']
        .flatMap((variable) => process.env[variable] ?? [])
        .flatMap((folder) => ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].map((file) => path.join(folder, file)));
    default:
      return (process.env['PATH'] ?? '').split(path.delimiter).flatMap((folder) => names.map((name) => path.join(folder, name)));
  }
}

async function packaged(/** @type {(line: string) => void} */ log) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chromium, Chrome or Edge was found. Install one, or name its executable in OVERLAP_CHROMIUM.');
  }
  const { version } = JSON.parse(await readFile(path.join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'));
  const folder = await cached(`chromium-${version}`, ({ folder: target }) => during('Unpacking Chromium, once', () => unpack(target), { log }), { log });
  const executable = path.join(folder, 'chromium');
  const libraries = await run('ldd', [executable]);
  const missing = libraries.code !== 0 || libraries.output.includes('not found');
  const bare = !['/usr/share/fonts', '/usr/local/share/fonts'].some((fonts) => existsSync(fonts));
  return {
    executable,
    env: {
      // The package brings the libraries and the font that a slim container has not got.
      ...(missing ? { LD_LIBRARY_PATH: [path.join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':') } : {}),
      ...(bare ? { FONTCONFIG_PATH: path.join(folder, 'fonts') } : {}),
    },
  };
}

/** The package unpacks itself into the folder for temporary files, and takes what it finds there as whole: so it is given an empty one. */
async function unpack(/** @type {string} */ folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const program = "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();";
  const { code, output } = await run(node24(), ['--input-type=module', '--eval', program], {
    cwd: root,
    // The second name makes it unpack the libraries too.
    env: childEnvironment({ TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' }),
  });
  if (code !== 0) throw new Error(`Could not unpack Chromium: ${output.trim()}`);
}

/** Flags for a quiet headless run that asks nothing of the network. */
export function chromiumFlags() {
  return [
    ...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic',
  ];
}
