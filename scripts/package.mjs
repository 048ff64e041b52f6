/** Makes the .vsix that is shipped: a production build, packed by vsce by the allow-list in .vscodeignore. */
import path from 'node:path';
import { childEnvironment, node24, root } from './paths.mjs';
import { run } from './processes.mjs';

/**
 * @param {string} file where to write it
 * @returns {Promise<string>} the file
 */
export async function packageExtension(file) {
  const env = childEnvironment();
  for (const args of [
    ['esbuild.mjs', '--production'],
    [path.join(root, 'node_modules/@vscode/vsce/vsce'), 'package', '--no-dependencies', '--out', file],
  ]) {
    const { code, output } = await run(node24(), args, { cwd: root, env, timeoutMs: 180_000 });
    if (code !== 0) throw new Error(`The extension could not be packaged (${args.join(' ')}):\n${output.trim()}`);
  }
  return file;
}
