// Line 13: comments state the order: a veto for an automatic fix.
import { fetchNews, getUser, listOrders, loadTheme } from './shop.ts';

export async function mustRunFirst(id: string) {
  // The user must be loaded first: the service warms its cache with it.
  const user = await getUser(id);
  // expect pair independent or effect or control, fix unsafe — the comment states an order
  const orders = await listOrders(id);
  return { user, orders };
}

export async function avoidConcurrent(id: string) {
  const user = await getUser(id);
  // Avoid concurrent requests here, the service limits us to one.
  // expect pair independent or effect, fix unsafe — the comment states an order
  const news = await fetchNews();
  return { user, news };
}

export async function soThatFailed(id: string) {
  const user = await getUser(id);
  // Only after the user, so a failed lookup does not cost a second request.
  // expect pair independent or effect or control, fix unsafe — the comment states an order
  const orders = await listOrders(id);
  return { user, orders };
}

export async function trailingComment(id: string) {
  const theme = await loadTheme(id); // must happen before the orders are loaded
  // expect pair independent or effect or control, fix unsafe — the comment states an order
  const orders = await listOrders(id);
  return { theme, orders };
}

export async function loopComment(ids: readonly string[]) {
  const names: string[] = [];
  // One at a time, sequentially, to stay under the rate limit.
  // expect loop independent or effect, fix unsafe — the comment states an order
  for (const id of ids) {
    const user = await getUser(id);
    names.push(user.name);
  }
  return names;
}

export async function annotatedOrder(id: string) {
  const user = await getUser(id);
  // expect pair effect, fix unsafe — the annotation keeps the order
  const orders = await listOrders(id); // @overlap ordered
  return { user, orders };
}

export async function plainComment(id: string) {
  // The user and the first page of orders, for the greeting.
  const user = await getUser(id);
  // expect pair independent, fix safe — the comment speaks of something else
  const orders = await listOrders(id);
  return { user, orders };
}

export async function serialExecution(ids: readonly string[]) {
  const names: string[] = [];
  // for loop to ensure serial execution
  // expect loop effect, fix unsafe — the comment states an order
  for (const id of ids) {
    const user = await getUser(id);
    names.push(user.name);
  }
  return names;
}

export async function notYet(id: string) {
  // TODO: do this in parallel after the service is fixed
  const user = await getUser(id);
  // expect pair effect, fix unsafe — the comment says that they must not
  const orders = await listOrders(id);
  return { user, orders };
}
