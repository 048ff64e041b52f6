// Server components: JSX in the function, awaits above it and in it.
import { getUser, listOrders } from './shop.ts';

declare global {
  namespace JSX {
    interface IntrinsicElements { main: object; b: object }
  }
}

export async function Page({ id }: { id: string }) {
  const user = await getUser(id);
  // expect pair independent, fix safe — two reads for one page
  const orders = await listOrders(id);
  return <main><b>{user.name}</b><b>{orders.length}</b></main>;
}

export async function Nested({ id }: { id: string }) {
  const user = await getUser(id);
  // expect pair data — `user.id` in the markup
  return <main><b>{(await listOrders(user.id)).length}</b></main>;
}

export async function Beside({ id }: { id: string }) {
  // expect group of 2 — children of one element
  return <main><b>{(await getUser(id)).name}</b><b>{(await listOrders(id)).length}</b></main>;
}
