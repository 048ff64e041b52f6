// What the cases of this folder call. Said to read different things, so that the cases are about the rewriting alone.
export interface User {
  readonly id: string;
  readonly name: string;
  readonly teamId: string;
}
export interface Order {
  readonly id: string;
  readonly cents: number;
}

/** @overlap 100ms reads users */
export async function getUser(id: string): Promise<User> {
  return { id, name: id, teamId: id };
}
/** @overlap 80ms reads orders */
export async function listOrders(id: string): Promise<Order[]> {
  return [{ id, cents: 1 }];
}
/** @overlap 120ms reads news */
export async function fetchNews(): Promise<string[]> {
  return [];
}
/** @overlap 50ms reads teams */
export async function findTeam(id: string): Promise<{ readonly name: string }> {
  return { name: id };
}
/** @overlap 30ms writes audit */
export async function writeAudit(line: string): Promise<void> {
  void line;
}
/** @overlap 40ms writes mails */
export async function sendMail(to: string): Promise<void> {
  void to;
}
/** Not an async function: it may throw before it gives a promise. @overlap 60ms reads stock */
export function queryStock(id: string): Promise<number> {
  if (id === '') throw new Error('no id');
  return Promise.resolve(1);
}
