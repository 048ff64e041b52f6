/**
 * Stands in for @vscode/spdlog, a native module that the served VS Code would have to compile: without one it writes no log, and every output
 * channel stays empty. The same interface, in JavaScript, without rotation: a log lives as long as one run.
 */
const { appendFileSync, mkdirSync } = require('node:fs');
const path = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];
const nothing = () => undefined;

class Logger {
  #file;
  #level = 2;
  #formatted = true;
  /** Every line is written at once. */
  flush = nothing;
  drop = nothing;

  /** @param {string} _type @param {string} _name @param {string} file */
  constructor(_type, _name, file) {
    this.#file = file;
    mkdirSync(path.dirname(file), { recursive: true });
    appendFileSync(file, '');
  }

  #write(/** @type {number} */ level, /** @type {string} */ message) {
    if (level < this.#level) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    try {
      appendFileSync(this.#file, this.#formatted ? `${time} [${levels[level]}] ${message}\n` : message);
    } catch {
      // The folder may be deleted before the last line is written.
    }
  }

  trace(/** @type {string} */ message) { this.#write(0, message); }
  debug(/** @type {string} */ message) { this.#write(1, message); }
  info(/** @type {string} */ message) { this.#write(2, message); }
  warn(/** @type {string} */ message) { this.#write(3, message); }
  error(/** @type {string} */ message) { this.#write(4, message); }
  critical(/** @type {string} */ message) { this.#write(5, message); }
  getLevel() { return this.#level; }
  setLevel(/** @type {number} */ level) { this.#level = level; }
  setPattern() { this.#formatted = true; }
  clearFormatters() { this.#formatted = false; }
}

/** @param {string} name @param {string} file */
const create = (name, file) => Promise.resolve(new Logger('rotating', name, file));
// VS Code imports these by name, from an ES module: each needs an assignment of its own to be seen.
exports.version = 0;
exports.Logger = Logger;
exports.setLevel = nothing;
exports.setFlushOn = nothing;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
