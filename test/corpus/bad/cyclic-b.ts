import { first } from './cyclic-a.ts';
export * from './cyclic-a.ts';
export { second as third } from './cyclic-b.ts';

export async function second(n: number): Promise<number> {
  if (n === 0) return 0;
  return await first(n - 1);
}
