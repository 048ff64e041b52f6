import { existsSync } from 'node:fs';
import path from 'node:path';

/** The repository. */
export const root = path.dirname(import.meta.dirname);

/** What is fetched or unpacked once and kept: the served VS Code, the browser. Ignored by git; safe to delete. */
export const cacheFolder = path.join(root, '.vscode-test');

const installed = path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * The Node 24 that the tools and the served VS Code need. `npm run` starts scripts with it, a plain `node script.mjs` may not, so that
 * whatever these scripts start is started with this one.
 */
export function node24() {
  if (existsSync(installed)) return installed;
  if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath;
  throw new Error(`Node 24 is not in node_modules (this is ${process.versions.node}). Run "npm ci" first, with install scripts allowed for the package "node".`);
}

/** By these npm tells a script where it was started, and VS Code's terminal that it is one: a child npm or VS Code would take them for its own. */
const foreign = /^(npm_package_.*|npm_lifecycle_.*|npm_command|npm_config_(local_|global_)?prefix|INIT_CWD|ELECTRON_RUN_AS_NODE|VSCODE_.*)$/i;

/** The environment for a child: this one's, with Node 24 first on the PATH. */
export function childEnvironment(extra = {}) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
  const pathName = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  env[pathName] = [path.dirname(node24()), path.join(root, 'node_modules', '.bin'), env[pathName]].filter(Boolean).join(path.delimiter);
  return { ...env, ...extra };
}
