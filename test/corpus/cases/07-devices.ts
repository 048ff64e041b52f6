// Line 7: serial devices: prompts, spinners, terminals, git index and tags, package managers, browser hand-offs, a page under test.
import { exec } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { promisify } from 'node:util';
import { execa } from 'execa';
import inquirer from 'inquirer';
import type { Page } from 'playwright';
import { simpleGit } from 'simple-git';
import { getUser, launchEditor, listOrders } from 'shop-sdk';

const run = promisify(exec);
const git = simpleGit('.');

export async function twoPrompts() {
  const { name } = await inquirer.prompt<{ name: string }>([{ name: 'name', message: 'Name?' }]);
  // expect pair effect — one terminal: questions come one after the other
  const { age } = await inquirer.prompt<{ age: string }>([{ name: 'age', message: 'Age?' }]);
  return { name, age };
}

export async function twoQuestions() {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const name = await terminal.question('Name? ');
  // expect pair effect — one terminal
  const age = await terminal.question('Age? ');
  terminal.close();
  return { name, age };
}

export async function addThenCommit() {
  await git.add('.');
  // expect pair effect — the index is committed
  await git.commit('all');
  // expect pair effect — the commit is tagged
  await git.tag('v1');
  // expect pair effect — and pushed
  await git.push();
}

export async function gitByShell() {
  await run('git add .');
  // expect pair effect — the index is committed
  await run('git commit -m all');
}

export async function gitReads() {
  const branch = await run('git branch --show-current');
  // expect pair independent or effect or unknown — two commands that only ask
  const head = await run('git rev-parse HEAD');
  return branch.stdout + head.stdout;
}

export async function installThenBuild(folder: string) {
  await execa('npm', ['install'], { cwd: folder });
  // expect pair effect or unknown — builds with what was installed
  await execa('npm', ['run', 'build'], { cwd: folder });
}

export async function twoInstalls(folder: string) {
  await execa('npm', ['install', 'left'], { cwd: folder });
  // expect pair effect or unknown — one lock file
  await execa('npm', ['install', 'right'], { cwd: folder });
}

export async function pageUnderTest(page: Page) {
  await page.goto('https://example.org');
  // expect pair effect — clicks on the page that was opened
  await page.locator('button').click();
  // expect pair effect — reads what the click changed
  const text = await page.locator('h1').textContent();
  return text;
}

export async function pageReads(page: Page) {
  const title = await page.title();
  // expect pair effect or independent or unknown, fix unsafe — one page is one device, though both only read
  const heading = await page.locator('h1').textContent();
  return { title, heading };
}

export async function twoPages(left: Page, right: Page) {
  await left.goto('https://example.org/a');
  // expect pair effect or unknown or independent, fix unsafe — two pages that may be one
  await right.goto('https://example.org/b');
}

/** No device here. */
export async function noDevice(id: string) {
  const user = await getUser(id);
  // expect pair independent likely — reads over a network are not a device
  const orders = await listOrders(id);
  return { user, orders };
}

export async function writtenThenAsked(path: string, text: string) {
  await writeFile(path, text);
  launchEditor(path);
  // expect pair effect — asked when the file is there and the editor open
  const { done } = await inquirer.prompt<{ done: boolean }>([{ name: 'done', message: 'Done?' }]);
  return done;
}

export async function askedWhenWritten(path: string, text: string) {
  await writeFile(path, text);
  // expect pair effect — a person is asked when it is done
  const { done } = await inquirer.prompt<{ done: boolean }>([{ name: 'done', message: 'Written. Go on?' }]);
  return done;
}

export async function clickThenAnswer(page: Page) {
  const answer = page.waitForResponse('/api/orders');
  await page.locator('button').click();
  // expect pair effect or data or unknown — the answer comes because of the click
  const response = await answer;
  return response.status();
}

declare const logger: { info(line: string): void; input(question: { message: string }): Promise<string> };

export async function askedByALogger() {
  const id = await logger.input({ message: 'Access key ID' });
  // expect pair effect or unknown — two questions at one terminal, whoever puts them
  const secret = await logger.input({ message: 'Secret access key' });
  return { id, secret };
}

export async function publishesWhatWasCopied(from: string, to: string) {
  await cp(from, to, { recursive: true });
  // expect pair effect or unknown — the package is made of what was copied
  await execa('npm', ['publish'], { cwd: to });
}

export async function readsWhatWasCheckedOut(path: string) {
  const { stdout } = await execa('git', ['checkout', 'main']);
  // expect pair effect or unknown — the file is that of the other branch
  const text = await readFile(path, 'utf8');
  return { stdout, text };
}

export async function scripts(folders: readonly string[]) {
  // expect loop effect — all of them print to one terminal
  for (const folder of folders) {
    await execa(`${folder}/setup`, ['--all'], { stdio: 'inherit' });
  }
}

async function getNameFor(given: string | undefined): Promise<string> {
  if (given !== undefined) return given;
  const { name } = await inquirer.prompt<{ name: string }>([{ name: 'name', message: 'Name?' }]);
  return name;
}

export async function askedMeanwhile(given: string | undefined) {
  const name = await getNameFor(given);
  // expect pair independent or effect likely, fix unsafe — a reader by its name asks somebody meanwhile
  const answer = await fetch('https://api.shop.org/templates');
  return { name, answer };
}
