/** The shop's service with bodies that can be seen: every call is one GET. Its twin `shop-sdk` is a package of which only the names are known. */
export interface User { id: string; name: string; email: string; teamId: string; managerId: string; active: boolean }
export interface Team { id: string; name: string; size: number }
export interface Order { id: string; userId: string; totalCents: number }
export interface News { title: string }
export interface Theme { colour: string }

const origin = 'https://shop.example.org';

async function ask<T>(path: string): Promise<T> {
  const response = await fetch(`${origin}/${path}`);
  // expect pair data — the body of the response
  return (await response.json()) as T;
}

export async function getUser(id: string): Promise<User> {
  return await ask<User>(`users/${id}`);
}

export async function findTeam(id: string): Promise<Team> {
  return await ask<Team>(`teams/${id}`);
}

export async function listOrders(userId: string): Promise<Order[]> {
  return await ask<Order[]>(`orders?user=${userId}`);
}

export async function fetchNews(): Promise<News[]> {
  return await ask<News[]>('news');
}

export async function countVisits(page: string): Promise<number> {
  return await ask<number>(`visits/${page}`);
}

export async function loadTheme(name: string): Promise<Theme> {
  return await ask<Theme>(`themes/${name}`);
}

export async function queryStock(productId: string): Promise<number> {
  return await ask<number>(`stock/${productId}`);
}

export async function readPolicy(name: string): Promise<string> {
  return await ask<string>(`policies/${name}`);
}

export async function getPrice(productId: string): Promise<number> {
  return await ask<number>(`prices/${productId}`);
}
