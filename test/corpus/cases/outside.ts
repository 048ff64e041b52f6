// What SQL, command lines, paths and packages do beyond their first words: functions in a SELECT, several tables, redirections, options that turn a reader into a writer.

import { exec as run } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Pool } from 'pg';

const exec = promisify(run);
const pool = new Pool();

export async function functionInSelect(id: string) {
  const made = await pool.query('SELECT create_invoice($1)', [id]);
  // expect pair effect — the function makes an invoice, and the second lists them
  const all = await pool.query('SELECT * FROM invoices WHERE customer = $1', [id]);
  return [made.rows, all.rows];
}

export async function knownFunctions(id: string) {
  const totals = await pool.query('SELECT count(*), coalesce(max(total), 0) FROM orders WHERE customer = $1', [id]);
  // expect pair independent proven, fix safe — functions of the database's own change nothing
  const all = await pool.query('SELECT lower(name) FROM customers WHERE id IN ($1)', [id]);
  return [totals.rows, all.rows];
}

export async function selectInto() {
  const copied = await pool.query('SELECT * INTO old_users FROM users');
  // expect pair effect — the first makes the table that the second reads
  const count = await pool.query('SELECT count(*) FROM old_users');
  return [copied.rows, count.rows];
}

export async function commaJoin(id: string) {
  await pool.query("UPDATE orders SET state = 'paid' WHERE id = $1", [id]);
  // expect pair effect — orders are read beside users
  const rows = await pool.query('SELECT u.name, o.state FROM users u, orders o WHERE o.customer = u.id');
  return rows;
}

export async function otherTable(id: string) {
  await pool.query("UPDATE public.orders SET state = 'paid' WHERE id = $1", [id]);
  // expect pair independent, fix unsafe — another table
  const rows = await pool.query('SELECT u.name FROM users u ORDER BY u.name, u.id');
  return rows;
}

export async function redirected() {
  const done = await exec('git diff > changes.patch');
  // expect pair effect — the file is what the first writes
  const text = await readFile('changes.patch', 'utf8');
  return [done, text];
}

export async function secondCommand() {
  const done = await exec('git status --porcelain && git checkout main');
  // expect pair effect — another branch brings another file
  const text = await readFile('package.json', 'utf8');
  return [done, text];
}

export async function onlyReading() {
  const changed = await exec('git status --porcelain | wc -l');
  // expect pair independent, fix safe — a bar between two that only look
  const head = await exec('git rev-parse HEAD 2>/dev/null');
  return [changed, head];
}

export async function fixing() {
  const done = await exec('npm audit fix');
  // expect pair effect — it changes the lock file
  const lock = await readFile('package-lock.json', 'utf8');
  return [done, lock];
}

export async function bringsFiles() {
  await exec('aws s3 sync s3://bucket/site ./dist');
  // expect pair effect — what it brings is listed
  const files = await readdir('./dist');
  return files;
}
