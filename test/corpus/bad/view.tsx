import { getUser, listOrders } from 'shop-sdk';

declare namespace JSX { interface IntrinsicElements { main: object; b: object } }

export async function Page({ id }: { id: string }) {
  const user = await getUser(id);
  const orders = await listOrders(id);
  return (
    <main>
      <b>{user.name}</b>
      {orders.map((order) => <b key={order.id}>{order.id}</b>)}
      <Form action={async () => { await listOrders(user.id); }} />
    </main>
  );
}

const Form = (props: { action: () => Promise<void> }) => <main>{String(props)}</main>;
export const generic = async <T,>(x: T) => await Promise.resolve(<b>{String(x)}</b>);
