/**
 * Writes the tables of commands and settings in README.md from package.json, between their markers: `npm run docs`.
 * A test holds the README to them.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './paths.mjs';

/**
 * @typedef {object} Manifest
 * @property {{ commands?: { command: string, title: string, category: string }[], keybindings?: { command: string, key: string }[],
 *   configuration?: { properties: Record<string, Setting> } }} contributes
 */
/** @typedef {{ default: unknown, order?: number, description?: string, markdownDescription?: string, enum?: readonly string[] }} Setting */

/** @returns {string} the README with its tables made anew */
export function withTables(/** @type {string} */ readme, /** @type {Manifest} */ manifest) {
  return fill(fill(readme, 'commands', commands(manifest)), 'settings', settings(manifest));
}

function commands(/** @type {Manifest} */ { contributes }) {
  const rows = (contributes.commands ?? []).map(({ command, category, title }) => [`${category}: ${title}`, `\`${command}\``]);
  return table(['Command', 'Id'], rows);
}

function settings(/** @type {Manifest} */ { contributes }) {
  const properties = Object.entries(contributes.configuration?.properties ?? {}).sort(([, a], [, b]) => (a.order ?? 0) - (b.order ?? 0));
  return table(['Setting', 'Default', 'What it does'], properties.map(([name, setting]) => [
    `\`${name}\``,
    `\`${JSON.stringify(setting.default)}\``,
    // In the settings editor `#name#` is a link to another setting.
    (setting.markdownDescription ?? setting.description ?? '').replaceAll(/`#([^#`]+)#`/g, '`$1`'),
  ]));
}

function table(/** @type {readonly string[]} */ head, /** @type {readonly (readonly string[])[]} */ rows) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function fill(/** @type {string} */ readme, /** @type {string} */ name, /** @type {string} */ content) {
  const begin = `<!-- ${name}: made by "npm run docs" -->`;
  const end = `<!-- /${name} -->`;
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md has no place for the ${name}: ${begin} … ${end}`);
  return `${readme.slice(0, from)}${begin}\n${content}\n${readme.slice(to)}`;
}

if (process.argv[1] === import.meta.filename) {
  const file = path.join(root, 'README.md');
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  await writeFile(file, withTables(await readFile(file, 'utf8'), manifest));
}
