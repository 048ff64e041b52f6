import { describe, expect, test } from 'vitest';
import { checkChallenge } from '../../../src/report/challenge.ts';
import { challengeLevels, levelOf, type ChallengeId } from '../../../src/report/challenge-levels.ts';

function level(id: ChallengeId) {
  const found = challengeLevels.find((one) => one.id === id);
  if (!found) throw new Error(`there is no level ${id}`);
  return found;
}

/** The level's text with another body for its function. */
function answered(id: ChallengeId, body: string) {
  const { text, functionName } = level(id);
  const start = text.indexOf('{\n', text.indexOf(`function ${functionName}(`));
  return checkChallenge(`${text.slice(0, start)}{\n${body}\n}${text.slice(text.indexOf('\n}\n', start) + 2)}`, level(id));
}

test.each(challengeLevels.map((one) => [one.id, one] as const))('%s: as it is given only the time is missing, and what is in line is named', (_, one) => {
  const { met, checks, at } = checkChallenge(one.text, one);
  expect(met).toBe(false);
  expect(checks.filter((check) => !check.met).map(({ text }) => text)).toEqual([expect.stringMatching(/^It takes [36]\.0 s, and [12]\.0 s is wanted\. Still in line: \w+ \(line \d+\)/) as string]);
  expect(checks.find((check) => !check.met)?.places.length).toBeGreaterThan(2);
  expect(one.text.slice(at?.start, at?.end)).toBe(one.functionName);
  expect(levelOf(one.text)).toBe(one);
});

const months = ['january', 'february', 'march', 'april', 'may', 'june'];
const month = (number: number) => `fetchMonth(year, ${number})`;
const all = 'const [profile, orders, prices] = await Promise.all([fetchProfile(user), fetchOrders(user), fetchPrices(user)]);\nreturn { profile, orders, prices };';

describe('answers that are right', () => {
  test.each<[ChallengeId, string, string]>([
    ['all', 'Promise.all', all],
    ['all', 'started first, awaited later', 'const a = fetchProfile(user);\nconst b = fetchOrders(user);\nconst c = fetchPrices(user);\nreturn { profile: await a, orders: await b, prices: await c };'],
    ['all', 'in another order', 'const [prices, profile, orders] = await Promise.all([fetchPrices(user), fetchProfile(user), fetchOrders(user)]);\nreturn { orders, profile, prices };'],
    ['limit', 'two times three', `const [january, february, march] = await Promise.all([${[1, 2, 3].map(month).join(', ')}]);\nconst [april, may, june] = await Promise.all([${[4, 5, 6].map(month).join(', ')}]);\nreturn { ${months.join(', ')} };`],
    ['settled', 'Promise.allSettled', 'const [mail, text, push] = await Promise.allSettled([sendMail(user), sendText(user), sendPush(user)]);\nreturn { mail, text, push };'],
    ['settled', 'a catch at each', 'const [mail, text, push] = await Promise.all([sendMail(user).catch(failed), sendText(user).catch(failed), sendPush(user).catch(failed)]);\nreturn { mail, text, push };'],
  ])('%s: %s', (id, _, body) => {
    expect(answered(id, body).checks.filter(({ met }) => !met)).toEqual([]);
    expect(answered(id, body).met).toBe(true);
  });
});

describe('answers that are wrong, and what is said of them', () => {
  test.each<[ChallengeId, string, string, RegExp]>([
    ['all', 'two of three', 'const [profile, orders] = await Promise.all([fetchProfile(user), fetchOrders(user)]);\nconst prices = await fetchPrices(user);\nreturn { profile, orders, prices };', /^It takes 2\.0 s, and 1\.0 s is wanted/],
    ['all', 'results mixed up', 'const [orders, profile, prices] = await Promise.all([fetchProfile(user), fetchOrders(user), fetchPrices(user)]);\nreturn { profile, orders, prices };', /profile is what fetchOrders\(user\) gives, and not fetchProfile\(user\)/],
    ['all', 'a result left out', 'const [profile, orders] = await Promise.all([fetchProfile(user), fetchOrders(user)]);\nreturn { profile, orders };', /prices is to be what fetchPrices\(user\) gives/],
    ['all', 'nothing waited for, nothing returned', 'fetchProfile(user); fetchOrders(user); fetchPrices(user);', /^The results are not seen to be the same/],
    ['all', 'constants instead of calls', 'await null; return { profile: 1, orders: 2, prices: 3 };', /^The results are not seen to be the same/],
    ['limit', 'all six', `const [${months.join(', ')}] = await Promise.all([${[1, 2, 3, 4, 5, 6].map(month).join(', ')}]);\nreturn { ${months.join(', ')} };`, /^6 calls are in flight at once, and the service takes 3\.$/],
    ['limit', 'two at a time', `const [january, february] = await Promise.all([${[1, 2].map(month).join(', ')}]);\nconst [march, april] = await Promise.all([${[3, 4].map(month).join(', ')}]);\nconst [may, june] = await Promise.all([${[5, 6].map(month).join(', ')}]);\nreturn { ${months.join(', ')} };`, /^It takes 3\.0 s, and 2\.0 s is wanted/],
    ['settled', 'Promise.all', 'const [mail, text, push] = await Promise.all([sendMail(user), sendText(user), sendPush(user)]);\nreturn { mail, text, push };', /^Where sendMail fails, the whole function fails with it, and the other results are lost\.$/],
    ['settled', 'one without a catch', 'const [mail, text, push] = await Promise.all([sendMail(user).catch(failed), sendText(user), sendPush(user).catch(failed)]);\nreturn { mail, text, push };', /^Where sendText fails/],
    ['all', 'broken', 'const [a = ;', /^Line \d+ does not parse/],
  ])('%s: %s', (id, _, body, message) => {
    const { met, checks } = answered(id, body);
    expect(met).toBe(false);
    expect(checks.filter((check) => !check.met).map(({ text }) => text).join('\n')).toMatch(message);
  });

  test('a shorter annotation is no answer: the durations are those of the level', () => {
    const { text } = level('all');
    expect(checkChallenge(text.replaceAll('1000ms', '1ms'), level('all')).met).toBe(false);
  });

  test('the function is gone', () => {
    expect(checkChallenge('let a;', level('all'))).toMatchObject({ met: false, at: null, checks: [{ text: 'There is no async function loadPage any more; it is the one to rewrite.' }] });
  });
});

test('a text that is no challenge is none', () => {
  expect(levelOf('let a;')).toBeUndefined();
  expect(levelOf('// Overlap challenge: none')).toBeUndefined();
});
