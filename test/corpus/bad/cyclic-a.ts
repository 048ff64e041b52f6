import { second } from './cyclic-b.ts';

export async function first(n: number): Promise<number> {
  if (n === 0) return 0;
  return await second(n - 1);
}

export async function both() {
  const a = await first(3);
  const b = await second(4);
  return a + b;
}
