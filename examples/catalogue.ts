import { getJson } from './lib/http.ts';

interface Product {
  id: string;
  name: string;
}
interface Page {
  items: Product[];
  nextCursor: string | null;
}

/** Each page names the next one: a loop that cannot be overlapped. */
export async function allProducts(): Promise<Product[]> {
  const products: Product[] = [];
  let cursor: string | null = '0';
  while (cursor !== null) {
    const page: Page = await getJson<Page>(`/products?cursor=${cursor}`);
    products.push(...page.items);
    cursor = page.nextCursor;
  }
  return products;
}

/** One request a product, one after the other, though none needs another. */
export async function stockOf(products: readonly Product[]): Promise<Map<string, number>> {
  const stock = new Map<string, number>();
  for (const product of products) { // @overlap x10
    const { left } = await fetchStock(product.id);
    stock.set(product.id, left);
  }
  return stock;
}

/** The same with all requests in flight together. */
export async function stockTogether(products: readonly Product[]): Promise<number[]> {
  return await Promise.all(products.map(async (product) => (await fetchStock(product.id)).left));
}

/** Five at a time: kind to the service, and still five times as fast. */
export async function stockInChunks(products: readonly Product[]): Promise<number[]> {
  const found: number[] = [];
  for (let i = 0; i < products.length; i += 5) {
    const lines = await Promise.all(products.slice(i, i + 5).map((product) => fetchStock(product.id)));
    found.push(...lines.map((line) => line.left));
  }
  return found;
}

/** Stops at the first hit: asking all would ask more than needed. */
export async function firstInStock(products: readonly Product[]): Promise<Product | undefined> {
  for (const product of products) {
    const { left } = await fetchStock(product.id);
    if (left > 0) return product;
  }
  return undefined;
}

/** @overlap 120ms */
async function fetchStock(productId: string): Promise<{ left: number }> {
  return await getJson<{ left: number }>(`/stock?product=${productId}`);
}
