import { Accounts } from './accounts.ts';
import { allProducts, firstInStock, stockInChunks, stockOf, stockTogether } from './catalogue.ts';
import { cancel, checkout, giveThanks, refund } from './checkout.ts';
import { loadDashboard, loadDashboardTogether, loadGreeting, loadWithFrame, recommendationsInTime } from './dashboard.ts';
import { countLines, loadSettings, removeReports, writeBoth, writeReport } from './files.ts';
import { buildSearchIndex, waitForExport, warmUp, withRetry } from './jobs.ts';
import { db } from './lib/db.ts';
import { useOrigin } from './lib/http.ts';
import { startService } from './lib/service.ts';

// Runs every example once and says how long it took: `node examples/main.ts`.
const here = import.meta.dirname;
const out = `${here}/out`;
const { origin, server } = await startService();
useOrigin(origin);

await db.users.insert({ id: 'u1', name: 'Ada', email: 'ada@example.org', points: 0 });
await db.stock.insert({ id: 'p2', left: 3 });

await timed('loadDashboard', () => loadDashboard('u1'));
await timed('loadDashboardTogether', () => loadDashboardTogether('u1'));
await timed('loadGreeting', () => loadGreeting('u1'));
await timed('loadWithFrame', () => loadWithFrame('u1'));
await timed('recommendationsInTime', () => recommendationsInTime('u1'));

const products = await timed('allProducts', allProducts);
await timed('stockOf', () => stockOf(products.slice(0, 10)));
await timed('stockTogether', () => stockTogether(products));
await timed('stockInChunks', () => stockInChunks(products));
await timed('firstInStock', () => firstInStock(products));

const order = await timed('checkout', () => checkout({ userId: 'u1', productId: 'p2', amount: 1 }));
await timed('giveThanks', () => giveThanks(order));
await timed('refund', () => refund(order.id));
await timed('cancel', () => cancel(order.id));

const accounts = new Accounts();
await timed('openPage', () => accounts.openPage('u1'));
await timed('summary', () => accounts.summary('u1'));
await timed('rename', () => accounts.rename('u1', 'Ada L.'));
await timed('close', () => accounts.close('u1'));

await timed('loadSettings', () => loadSettings(here));
const report = await timed('writeReport', () => writeReport(out, 'tea sold: 1\n'));
await timed('writeBoth', () => writeBoth(out, 'tea,1\n', '<p>tea: 1</p>\n'));
await timed('countLines', () => countLines(report, 'tea'));
await removeReports(out);

await timed('withRetry', () => withRetry(() => db.orders.count()));
await timed('waitForExport', waitForExport);
await timed('warmUp', warmUp);
await timed('buildSearchIndex', () => buildSearchIndex(products.map((product) => product.name)));

server.closeAllConnections();
server.close();

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work();
  console.log(`${name.padEnd(24)}${(performance.now() - startedAt).toFixed(0).padStart(6)} ms`);
  return result;
}
