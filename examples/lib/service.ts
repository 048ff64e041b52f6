import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sleep } from './time.ts';

/** How long each route of the shop's service takes to answer, in milliseconds. */
const latency: Record<string, number> = {
  profile: 1000,
  orders: 1000,
  recommendations: 1000,
  products: 150,
  stock: 120,
  price: 250,
  shipping: 300,
  events: 20,
  exports: 80,
};

const products = Array.from({ length: 25 }, (_, i) => ({ id: `p${String(i + 1)}`, name: `Tea no. ${String(i + 1)}` }));
const pageSize = 10;
let exportChecks = 0;

function answer(route: string, url: URL): unknown {
  switch (route) {
    case 'profile':
      return { id: url.searchParams.get('user'), name: 'Ada' };
    case 'orders':
      return [{ id: 'o1', totalCents: 1250 }, { id: 'o2', totalCents: 780 }];
    case 'recommendations':
      return products.slice(0, 3);
    case 'products': {
      const from = Number(url.searchParams.get('cursor') ?? 0);
      const next = from + pageSize;
      return { items: products.slice(from, next), nextCursor: next < products.length ? String(next) : null };
    }
    case 'stock':
      return { left: url.searchParams.get('product') === 'p1' ? 0 : 7 };
    case 'price':
      return { cents: 450 };
    case 'shipping':
      return { cents: 390 };
    case 'events':
      return [{ kind: 'view', product: 'p1' }, { kind: 'buy', product: 'p2' }];
    case 'exports':
      exportChecks += 1;
      return { state: exportChecks % 3 === 0 ? 'done' : 'running' };
    default:
      return null;
  }
}

/** A small HTTP service on this machine that answers slowly, as services do. Its address is what `lib/http.ts` asks. */
export async function startService(): Promise<{ origin: string; server: Server }> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://shop');
    const route = url.pathname.slice(1);
    void sleep(latency[route] ?? 0).then(() => {
      const body = answer(route, url);
      response.writeHead(body === null ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${String(port)}`, server };
}
