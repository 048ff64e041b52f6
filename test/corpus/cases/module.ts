// Top level: the awaits of a module.
import { fetchNews, getUser, listOrders } from './shop.ts';

const user = await getUser('me');
// expect pair independent, fix safe — top-level declarations of used values
const news = await fetchNews();
// expect pair independent, fix safe — `orders` needs `user`, not `news`
const orders = await listOrders(user.id);

export const page = { user, news, orders };
