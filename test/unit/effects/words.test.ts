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
    ['which node', 'read process'], ['node --version', 'read process'], ['uname -a', 'read process'],
    ['gh api repos/a/b', 'read host'], ['gh api -X POST repos/a/b', 'write host'], ['gh pr create', 'write host'], ['gh pr list', 'read host'],
    ['cat a > b', undefined], ['make all', undefined], ['echo x | tee y', undefined], ['', undefined],
  ])('%s: %s', (text, expected) => {
    const touch = readCommand(text);
    expect(touch === undefined ? undefined : `${touch.access} ${touch.kind}`).toBe(expected);
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
