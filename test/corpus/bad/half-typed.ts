// As it stands on the screen while somebody types: the function above is whole, the one below is not.
import { getUser, listOrders } from 'shop-sdk';

export async function whole(id: string) {
  const user = await getUser(id);
  const orders = await listOrders(user.id);
  return { user, orders };
}

export async function half(id: string) {
  const user = await getUser(id)
  if (user.
  const orders = await
