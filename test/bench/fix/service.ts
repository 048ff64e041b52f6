/** A server on this machine alone that answers after as many milliseconds as it is asked to. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export async function startService(): Promise<{ readonly origin: string; close(): void }> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const ms = Number(url.searchParams.get('ms'));
    setTimeout(() => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ id: Number(url.pathname.replace(/\D/g, '')), ms }));
    }, ms);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
