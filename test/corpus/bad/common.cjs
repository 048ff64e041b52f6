const { readFile } = require('node:fs/promises');
const fs = require('fs').promises;
const other = require('./nowhere.cjs');

exports.two = async function two() {
  const left = await readFile('left.txt', 'utf8');
  const right = await fs.readFile('right.txt', 'utf8');
  return left + right;
};

module.exports.unknown = async (x) => {
  const a = await other.go(x);
  const b = await other.work(x);
  return a + b;
};
