import { describe, expect, test } from 'vitest';
import { readCommand, readEditorCommand } from '../../../src/analysis/effects/commands.ts';
import { readName, readReceiver, readShape, wordsOf } from '../../../src/analysis/effects/names.ts';
import { readSql } from '../../../src/analysis/effects/sql.ts';

describe('names', () => {
  test.each([['findUserById', ['find', 'user', 'by', 'id']], ['getHTTPClient', ['get', 'http', 'client']], ['_load2', ['load', '2']], ['', []]])('%s', (name, words) => {
    expect(wordsOf(name)).toEqual(words);
  });

  const waited = { waited: true, bare: false };
  test.each([
    ['getUser', 'read'], ['listFiles', 'read'], ['hasAccess', 'read'],
    ['saveUser', 'write'], ['getOrCreateUser', 'write'], ['findAndUpdate', 'write'], ['createUser', 'write'],
    ['parseBody', 'pure'], ['toJson', 'pure'], ['frobnicate', 'nothing'],
  ])('%s, its value used: %s', (name, says) => {
    expect(readName(name, waited).says).toBe(says);
  });

  test.each([['assertOwner', 'guard'], ['requireLogin', 'guard'], ['getUser', 'nothing'], ['saveUser', 'write'], ['go', 'nothing']])('%s, its value dropped: %s', (name, says) => {
    expect(readName(name, { waited: true, bare: true }).says).toBe(says);
  });

  test.each([['getName', 'pure'], ['whatever', 'pure'], ['saveUser', 'write'], ['createElement', 'pure']])('%s, not waited for: %s', (name, says) => {
    expect(readName(name, { waited: false, bare: false }).says).toBe(says);
  });

  test('who asks a person', () => {
    expect([readName('prompt', waited).prompts, readName('confirmDelete', waited).prompts, readName('parsePromptText', waited).prompts]).toEqual([true, true, false]);
  });

  test.each([['logger', 'writes log'], ['_telemetry', 'writes log'], ['tx', 'uses transaction:$this'], ['page', 'uses page:*'], ['user', undefined], ['context', undefined]])('receiver %s', (name, expected) => {
    expect(readReceiver(name)).toBe(expected);
  });

  test.each([['findMany', 'reads'], ['upsert', 'writes'], ['find', undefined]])('shape %s', (name, expected) => {
    expect(readShape(name)).toBe(expected);
  });
});

describe('SQL', () => {
  test.each([
    ['SELECT * FROM users', 'read users'],
    ['select a from "Users" u join orders o on 1=1', 'read users, read orders'],
    ['  -- a comment\n SELECT 1', 'read *'],
    ['WITH t AS (SELECT * FROM a) SELECT * FROM t', 'read a, read t'],
    ['WITH t AS (DELETE FROM a RETURNING *) SELECT * FROM t', 'write a, read t'],
    ['INSERT INTO public.orders SELECT * FROM carts', 'write orders, read carts'],
    ['UPDATE `users` SET a = 1', 'write users'],
    ['DELETE FROM users WHERE id = ?', 'write users'],
    ['CREATE TABLE IF NOT EXISTS users (id int)', 'write users'],
    ['BEGIN', 'write *'],
    ['CALL refresh()', 'write *'],
    ['SELECT u.name FROM users u, orders AS o', 'read users, read orders'],
    ['TRUNCATE TABLE users, orders', 'write users, write orders'],
    ['UPDATE "public"."users" SET a = 1', 'write users'],
    ['DELETE FROM ONLY sessions', 'write sessions'],
    ['ALTER TABLE users_new RENAME TO users', 'write users_new, write users'],
    ['UPDATE a JOIN b ON a.id = b.id SET b.x = 1', 'write a, write b'],
    ['SELECT * INTO backup FROM users', 'write backup, read users'],
    ['SELECT id FROM jobs FOR UPDATE SKIP LOCKED', 'write jobs'],
    ["SELECT 'a; b into c' FROM users", 'read users'],
    ['SELECT 1; DELETE FROM users', 'read *, write users'],
    ['SELECT create_invoice($1)', 'write *'],
    ["SELECT nextval('ids')", 'write *'],
    ['SELECT count(*), coalesce(max(a), 0) FROM users WHERE id IN (1, 2)', 'read users'],
    ['WITH t (a) AS (SELECT 1) SELECT lower(a) FROM t', 'read t'],
    ['SELECT get_total($1)', 'read *'],
    ['INSERT INTO a (b) VALUES (1) ON CONFLICT (b) DO UPDATE SET b = 2', 'write a'],
  ])('%s', (text, expected) => {
    expect(readSql(text)?.map(({ access, table }) => `${access} ${table ?? '*'}`).join(', ')).toBe(expected);
  });

  test.each(['', '?', 'hello world', '42'])('no statement: %j', (text) => {
    expect(readSql(text)).toBeUndefined();
  });

  test('asking twice gives the same', () => {
    const text = 'WITH t AS (INSERT INTO a VALUES (1)) SELECT * FROM t';
    expect(readSql(text)).toEqual(readSql(text));
  });
});

describe('commands', () => {
  test.each([
    ['git status --short', 'read git'], ['git -C /a log', 'read git'], ['git commit -m x', 'write git'], ['git branch -D x', 'write git'], ['git config --get user.name', 'read git'],
    ['npm install', 'write packages'], ['npm view react version', 'read packages'], ['pnpm add x', 'write packages'],
    ['powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', 'read process'], ['powershell -command "Get-Process | Out-File a"', undefined], ['powershell -command "Get-Process" > a', undefined], ['powershell -command "Get-Process" | tee a', undefined],
    ['which node', 'read process'], ['node --version', 'read process'], ['uname -a', 'read process'],
    ['gh api repos/a/b', 'read host'], ['gh api -X POST repos/a/b', 'write host'], ['gh pr create', 'write host, write process'], ['gh pr list', 'read host'],
    ['git diff > a.patch', undefined], ['git log 2>/dev/null', 'read git'], ['git status && git checkout main', 'read git, write git'], ['git log | head -1', 'read git, read process'], ['git commit -m "a > b; c"', 'write git'],
    ['git symbolic-ref HEAD', 'read git'], ['git symbolic-ref HEAD refs/heads/a', 'write git'], ['npm audit', 'read packages'], ['npm audit fix', 'write packages'],
    ['env', 'read process'], ['env A=1 node b.js', undefined], ['CI=1 git log', 'read git'], ['find a -name b', 'read process'], ['find a -delete', undefined], ['cargo build -v', 'write packages'], ['docker compose down -v', undefined],
    ['aws s3 sync s3://a ./b', 'write host, write process'], ['gh release create v1 a.zip', 'write host, write process'], ['gh issue close 1', 'write host'],
    ['cat a > b', undefined], ['make all', undefined], ['echo x | tee y', undefined], ['', undefined],
  ])('%s: %s', (text, expected) => {
    expect(readCommand(text)?.map(({ access, kind }) => `${access} ${kind}`).join(', ')).toBe(expected);
  });
});

describe('commands of the editor', () => {
  test.each([
    ['vscode.executeHoverProvider', 'asks'], ['_vscode.prepareRename', 'asks'], ['vscode.prepareCallHierarchy', 'asks'],
    ['setContext', 'acts'], ['workbench.action.reloadWindow', 'acts'], ['vscode.open', 'acts'], ['cursorMove', 'acts'], ['revealLine', 'acts'],
    ['shop.copyPath', undefined], ['copyFilePath', undefined], ['', undefined],
  ])('%s: %s', (id, expected) => {
    expect(readEditorCommand(id)).toBe(expected);
  });
});
