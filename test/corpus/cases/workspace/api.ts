import { state } from './state.ts';

export async function getStatus(): Promise<number> {
  const response = await fetch('https://api.example.org/status');
  return response.status;
}

export async function getVersion(): Promise<string> {
  const response = await fetch('https://api.example.org/version');
  // expect pair data — the response
  return await response.text();
}

/** Looks like a getter, and remembers. */
export async function getSession(): Promise<string> {
  state.session = await getVersion();
  return state.session;
}

export async function getProfile(): Promise<string> {
  const response = await fetch(`https://api.example.org/profile?session=${state.session}`);
  // expect pair data — the response
  return await response.text();
}
