let origin = 'http://127.0.0.1:8080';

export function useOrigin(address: string): void {
  origin = address;
}

/** Asks the shop's service for one JSON document. Rejects with the status where it is not 200. */
export async function getJson<T>(path: string): Promise<T> {
  const response = await fetch(origin + path);
  if (!response.ok) throw new Error(`${path} answered ${String(response.status)}`);
  return (await response.json()) as T;
}
