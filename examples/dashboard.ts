import { getJson } from './lib/http.ts';
import { sleep } from './lib/time.ts';

interface Profile {
  id: string;
  name: string;
}
interface OrderLine {
  id: string;
  totalCents: number;
}
interface Product {
  id: string;
  name: string;
}
interface Dashboard {
  profile: Profile;
  orders: OrderLine[];
  recommendations: Product[];
}

/** Three requests of a second each, none of which needs another: three seconds where one would do. */
export async function loadDashboard(userId: string): Promise<Dashboard> {
  const profile = await fetchProfile(userId);
  const orders = await fetchOrders(userId);
  const recommendations = await fetchRecommendations(userId);
  return { profile, orders, recommendations };
}

/** The same page with the three requests in flight together. */
export async function loadDashboardTogether(userId: string): Promise<Dashboard> {
  const [profile, orders, recommendations] = await Promise.all([
    fetchProfile(userId),
    fetchOrders(userId),
    fetchRecommendations(userId),
  ]);
  return { profile, orders, recommendations };
}

/** The second request needs the first one's answer: nothing to gain, and Overlap says which line proves it. */
export async function loadGreeting(userId: string): Promise<string> {
  const profile = await fetchProfile(userId);
  const orders = await fetchOrders(profile.id);
  return `${profile.name}, your last order was ${orders.at(-1)?.id ?? 'none'}`;
}

/** Started early, awaited late: the page's frame is drawn while the request is on its way. */
export async function loadWithFrame(userId: string): Promise<string> {
  const pending = fetchProfile(userId);
  pending.catch(() => undefined); // the await below reports it; until then a rejection has a listener
  const frame = await drawFrame();
  const profile = await pending;
  return `${frame}<h1>${profile.name}</h1>`;
}

/** Whichever comes first: the recommendations, or the end of our patience. */
export async function recommendationsInTime(userId: string): Promise<Product[]> {
  return await Promise.race([fetchRecommendations(userId), sleep(250).then((): Product[] => [])]);
}

/** @overlap 1000ms */
async function fetchProfile(userId: string): Promise<Profile> {
  return await getJson<Profile>(`/profile?user=${userId}`);
}

/** @overlap 1000ms */
async function fetchOrders(userId: string): Promise<OrderLine[]> {
  return await getJson<OrderLine[]>(`/orders?user=${userId}`);
}

/** @overlap 1000ms */
async function fetchRecommendations(userId: string): Promise<Product[]> {
  return await getJson<Product[]>(`/recommendations?user=${userId}`);
}

async function drawFrame(): Promise<string> {
  await sleep(300);
  return '<header>Tea</header>';
}
