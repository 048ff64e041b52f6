// Line 2: both callees only read, and nothing that can be seen in their bodies says otherwise.
import { readFile, stat } from 'node:fs/promises';

const base = 'https://api.example.org';
let calls = 0;
const hits: string[] = [];

async function getWeather(city: string): Promise<string> {
  const response = await fetch(`${base}/weather/${city}`);
  // expect pair data — the body of the response
  return await response.text();
}

async function getTraffic(city: string): Promise<string> {
  const response = await fetch(`${base}/traffic/${city}`);
  // expect pair data — the body of the response
  return await response.text();
}

/** Only its name reads. */
async function getAndCount(city: string): Promise<string> {
  calls += 1;
  hits.push(city);
  const response = await fetch(`${base}/count/${String(calls)}`);
  // expect pair data — the body of the response
  return await response.text();
}

async function fetchTotals(): Promise<number> {
  const response = await fetch(`${base}/totals?after=${String(hits.length)}`);
  // expect pair data — the body of the response
  return Number(await response.text());
}

export async function bothBodiesRead(city: string) {
  const weather = await getWeather(city);
  // expect pair independent proven, fix safe — both bodies are one GET each
  const traffic = await getTraffic(city);
  return { weather, traffic };
}

export async function bodyWritesWhatTheOtherReads(city: string) {
  const counted = await getAndCount(city);
  // expect pair effect — `getAndCount` pushes to `hits`, `fetchTotals` reads its length
  const totals = await fetchTotals();
  return { counted, totals };
}

export async function bodyWritesWhatNobodyReads(city: string) {
  const counted = await getAndCount(city);
  // expect pair independent or unknown — `getWeather` touches nothing that `getAndCount` writes
  const weather = await getWeather(city);
  return { counted, weather };
}

export async function countsTwice(city: string) {
  const one = await getAndCount(city);
  // expect pair effect — both write `calls`, and each sends the number it has reached
  const two = await getAndCount(city);
  return [one, two];
}

export async function twoFiles() {
  const left = await readFile('left.txt', 'utf8');
  // expect pair independent proven, fix safe — two reads of files
  const right = await readFile('right.txt', 'utf8');
  return left + right;
}

export async function readAndStat(path: string) {
  const info = await stat(path);
  // expect pair independent, fix safe — two reads of one file
  const text = await readFile(path, 'utf8');
  return { size: info.size, text };
}

export async function getWithPost(city: string) {
  const created = await fetch(`${base}/cities`, { method: 'POST', body: city });
  // expect pair effect or unknown — the list is read after the city was added
  const cities = await fetch(`${base}/cities`);
  return [created.status, cities.status];
}

export async function twoGets(city: string) {
  const home = await fetch(`${base}/home`);
  // expect pair independent, fix safe — two GETs
  const about = await fetch(`${base}/about/${city}`);
  return [home.status, about.status];
}
