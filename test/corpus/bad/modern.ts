// Decorators, using, overloads, namespaces, generics, enums, satisfies, private names, static blocks, labels, accessors.
import { getUser, listOrders } from 'shop-sdk';

declare function log(...args: unknown[]): any;

@log
export class Decorated<T> {
  #secret = 0;
  static ready: Promise<unknown>;
  accessor shown = 1;

  static {
    Decorated.ready = getUser('static');
  }

  @log('method')
  async method(@log id: string): Promise<number> {
    const user = await getUser(id);
    const orders = await listOrders(id);
    this.#secret += orders.length;
    return user.name.length + this.#secret;
  }

  async overloaded(id: string): Promise<string>;
  async overloaded(id: number): Promise<number>;
  async overloaded(id: string | number): Promise<string | number> {
    const user = await getUser(String(id));
    const orders = await listOrders(user.id);
    return orders.length;
  }

  abstract?(): Promise<T>;
}

export namespace Shop {
  export async function open(id: string) {
    const user = await getUser(id);
    const orders = await listOrders(id);
    return { user, orders };
  }
  export namespace Inner {
    export const load = async () => await open('x');
  }
}

export async function disposing(make: () => Disposable, makeAsync: () => Promise<AsyncDisposable>) {
  using lock = make();
  await using file = await makeAsync();
  const user = await getUser(String(lock));
  const orders = await listOrders(String(file));
  return { user, orders };
}

export async function labelled(ids: string[][]) {
  outer: for (const group of ids) {
    for (const id of group) {
      const user = await getUser(id);
      if (user.active) continue outer;
      if (user.name === '') break outer;
    }
  }
}

export async function* generator(): AsyncGenerator<string, void, boolean> {
  const again = yield (await getUser('a')).name;
  if (again) yield* generator();
}

export default async (x = await1()) => await (async () => await Promise.resolve(x))();
function await1() { return 1 satisfies number; }
