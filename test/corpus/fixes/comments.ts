// Comments stay, wherever they stand.
import { getUser, type User } from './api.ts';

export async function inTheHead(ids: string[]) {
  const users: User[] = [];
  for (const id /* of a user */ of ids /* in the order of the menu */) {
    const user = await getUser(id);
    users.push(user);
  }
  return users;
}

export async function onLinesOfTheirOwn(ids: string[]) {
  const users: User[] = [];
  for (
    // of a user
    const id of
    // as listed
    ids // in the order of the menu
  ) {
    users.push(await getUser(id));
  }
  return users;
}

export async function inTheAwait(ids: string[]) {
  const users: User[] = [];
  for (const id of ids) {
    const user = /* the user */ await /* of the shop */ getUser(id);
    users.push(user);
  }
  return users;
}

export async function inWhatCollects(ids: string[]) {
  const users: User[] = [];
  for (const id of ids) {
    users.push(/* the user */ await /* of the shop */ getUser(id));
  }
  return users;
}
