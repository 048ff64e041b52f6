/** What is said by the verbs of calls in a loop: that each does one thing to the one that it is given, that it adds to a sequence, or that its answer depends on its turn. */
import ts from 'typescript';
import { isNoun, lastName, wordsOf } from '../effects/names.ts';
import { unwrap } from '../syntax.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isObjectLiteralExpression } = ts;

/** Verbs of calls that do one thing to the one that they are given. */
const ownVerbs = new Set(['set', 'put', 'delete', 'remove', 'del', 'update', 'upsert', 'save', 'store', 'upload', 'copy', 'move', 'write', 'download', 'rm', 'unlink', 'mkdir', 'restore', 'enable', 'disable', 'mark', 'archive', 'revoke', 'clone', 'extract', 'rename', 'cp', 'close', 'dispose', 'destroy', 'terminate', 'stop', 'kill', 'cancel', 'abort', 'release', 'drop', 'invalidate', 'evict', 'purge', 'expire', 'unregister', 'deregister', 'publish', 'enqueue', 'schedule']);

/** `delete` of `deleteRow.mutateAsync(…)`: what carries something out is named after it. */
export function deedOf(text: string): string {
  const name = lastName(text);
  const carried = /^(mutate|mutateAsync)$/.test(name) ? lastName(text.slice(0, text.lastIndexOf('.'))) : '';
  return wordsOf(carried).length > 1 ? carried : name;
}

/** A setter without a key (`setTitle(title)`) sets one thing for all. */
export function isOwnVerb(name: string, call: ts.CallExpression | undefined): boolean {
  const isSetter = /^set[A-Z]/.test(name) && (call === undefined || (call.arguments.length < 2 && !call.arguments.some((argument) => isObjectLiteralExpression(unwrap(argument)))));
  return (isOf(ownVerbs, name) && !isSetter) || isErrand(name);
}

/** A letter to somebody, or a job for later: `sendWelcomeEmail(user)`, `triggerJob({ … })`. Nobody goes by the order in which they are handed over. */
export function isErrand(name: string): boolean {
  return /^(send|deliver|queue|enqueue|schedule|notify)\w*(Mail|Email|Sms|SMS|Invite|Invitation|Notification)s?(?![a-z])/.test(name) || /^(trigger|enqueue|queue|schedule)\w*(Job|Task|Webhook|Workflow)s?$/.test(name);
}

/** Verbs of calls that add to a sequence or take a step: what was done before decides what they do. */
export const stepping = new Set(['append', 'push', 'emit', 'apply', 'migrate', 'replay', 'transform', 'rebase', 'prompt', 'ask', 'click', 'press', 'type', 'goto', 'navigate', 'step', 'advance', 'next', 'dispatch', 'send', 'pipe', 'print', 'log', 'play', 'display', 'echo', 'announce']);

export function isStepping(text: string): boolean {
  const name = lastName(text);
  if (isNoun(name)) return false;
  // `fn.apply(self, list)` is the language's, what a client sends is a question of its own, and a letter is one of many.
  return isOf(stepping, name) && !isErrand(name) && name !== 'apply' && !(name === 'send' && /(client|mail|mailer|email|resend|sendgrid|postmark|sms|twilio)(s|\.\w+)?$/i.test(text.slice(0, text.lastIndexOf('.')).trim()));
}

/** Verbs of calls whose answer depends on what was done before: they take the next of something, or carry something out. */
export const turnVerbs = new Set([
  'next', 'take', 'pop', 'shift', 'receive', 'dequeue', 'poll', 'pull', 'claim', 'acquire', 'reserve', 'lock', 'wait', 'once', 'consume', 'allocate', 'draw', 'roll', 'recv', 'accept', 'lease',
  'run', 'exec', 'execute', 'eval', 'evaluate', 'do', 'perform', 'install', 'deploy', 'submit', 'start', 'launch', 'trigger', 'process', 'handle', 'on',
]);

/** Not a step of a sequence, nor a thing that is made anew: what such a call does is done to the one that it is given. */
export function isOneOfMany(name: string): boolean {
  return name !== '' && !isOf(turnVerbs, name) && !isOf(stepping, name) && !/^(create|add|insert|make|open|connect|init|import|on|require|login|use)(?![a-z])/.test(name);
}

/** What is made of the round's own, for its value: `createIdentifier(context, { id })`. */
export function isMaking(name: string): boolean {
  return /^_?(create|insert|upload|put|generate|make|build|copy|save|upsert|convert|export|archive|update)(?![a-z])/.test(name);
}

export function isOf(verbs: ReadonlySet<string>, name: string): boolean {
  return verbs.has(wordsOf(name)[0] ?? '');
}
