/**
 * Stands in for @vscode/native-watchdog, a native module that the served VS Code would have to compile: ends an extension host whose
 * server is gone, so that none is left even when the server was killed.
 */
function exit(/** @type {number} */ code) {
  process.exit(code);
}

function start(/** @type {number} */ pid) {
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      exit(87);
    }
  }, 1_000).unref();
}

exports.start = start;
exports.exit = exit;
