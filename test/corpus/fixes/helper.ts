// The function that is written for a loop, and one loop more that uses it.
import { getUser, type User } from './api.ts';

export async function load(ids: readonly string[]) {
  const users: User[] = [];
  for (const id of ids) {
    users.push(await getUser(id));
  }
  return users;
}
