/** The three levels of the challenge: a function that waits in line, to be rewritten. */

export const challengeIds = ['all', 'limit', 'settled'] as const;
export type ChallengeId = (typeof challengeIds)[number];

export interface ChallengeLevel {
  readonly id: ChallengeId;
  readonly title: string;
  /** What is to be learnt, in one sentence. */
  readonly teaches: string;
  /** The function to be rewritten. */
  readonly functionName: string;
  /** At most so many calls in flight. */
  readonly mostInFlight?: number;
  /** A call that fails must not cost the results of the others. */
  readonly survivesFailure?: true;
  readonly text: string;
}

/** The first line of a challenge's document, by which it is known. */
export const challengeMark = '// Overlap challenge: ';

const rules = `// Nothing here is run: Overlap reads it, and simulates it with the durations written beside the calls.
// The lines above the function say what is still missing.
`;

const months = ['january', 'february', 'march', 'april', 'may', 'june'];

export const challengeLevels: readonly ChallengeLevel[] = [
  {
    id: 'all', title: 'All at once', teaches: 'Calls that need nothing from one another wait together.', functionName: 'loadPage',
    text: `${challengeMark}all
// loadPage takes three seconds: each call waits for the one before, and none needs another.
// Rewrite it so that it returns the same in one second.
${rules}
export async function loadPage(user: string) {
  const profile = await fetchProfile(user);
  const orders = await fetchOrders(user);
  const prices = await fetchPrices(user);
  return { profile, orders, prices };
}

/** @overlap 1000ms reads profiles */
async function fetchProfile(user: string) {
  return (await fetch(\`/profiles/\${user}\`)).json();
}

/** @overlap 1000ms reads orders */
async function fetchOrders(user: string) {
  return (await fetch(\`/orders/\${user}\`)).json();
}

/** @overlap 1000ms reads prices */
async function fetchPrices(user: string) {
  return (await fetch(\`/prices/\${user}\`)).json();
}
`,
  },
  {
    id: 'limit', title: 'With a limit', teaches: 'A service that takes no more than three calls at once is not asked for more.', functionName: 'loadHalfYear', mostInFlight: 3,
    text: `${challengeMark}limit
// loadHalfYear takes six seconds. The service refuses a fourth call while three are in flight.
// Rewrite it so that it returns the same in two seconds, with at most three calls at once.
${rules}
export async function loadHalfYear(year: number) {
${months.map((month, index) => `  const ${month} = await fetchMonth(year, ${index + 1});`).join('\n')}
  return { ${months.join(', ')} };
}

/** @overlap 1000ms reads months */
async function fetchMonth(year: number, month: number) {
  return (await fetch(\`/months/\${year}/\${month}\`)).json();
}
`,
  },
  {
    id: 'settled', title: 'Whatever fails', teaches: 'One call that fails must not cost the results of the others.', functionName: 'notify', survivesFailure: true,
    text: `${challengeMark}settled
// notify takes three seconds. Any of the three may fail, and what became of the other two must still be returned.
// Rewrite it so that it does so in one second: Promise.allSettled, or a catch at each.
${rules}
export async function notify(user: string) {
  const mail = await sendMail(user).catch(failed);
  const text = await sendText(user).catch(failed);
  const push = await sendPush(user).catch(failed);
  return { mail, text, push };
}

function failed(error: unknown) {
  return String(error);
}

/** @overlap 1000ms writes mails */
async function sendMail(user: string) {
  return (await fetch(\`/mail/\${user}\`, { method: 'POST' })).json();
}

/** @overlap 1000ms writes texts */
async function sendText(user: string) {
  return (await fetch(\`/text/\${user}\`, { method: 'POST' })).json();
}

/** @overlap 1000ms writes pushes */
async function sendPush(user: string) {
  return (await fetch(\`/push/\${user}\`, { method: 'POST' })).json();
}
`,
  },
];

/** The level that a document is of, by its first line. */
export function levelOf(text: string): ChallengeLevel | undefined {
  if (!text.startsWith(challengeMark)) return undefined;
  const id = /^\w+/.exec(text.slice(challengeMark.length))?.[0];
  return challengeLevels.find((level) => level.id === id);
}
