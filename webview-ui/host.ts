/** The other side: VS Code's half of the panel. */
import { protocolVersion, type FromWebview, type PanelState, type ToWebview } from '../src/protocol.ts';

interface VsCodeApi {
  postMessage(message: FromWebview): void;
  getState(): unknown;
  setState(state: PanelState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export const host: VsCodeApi = acquireVsCodeApi();

const known = new Set<string>(['snapshot', 'speedup', 'sweep', 'highlight', 'busy', 'empty', 'error'] satisfies ToWebview['type'][]);

/** The state saved before a reload, null where there is none or it is another version's. */
export function savedState(): PanelState | null {
  const state = host.getState();
  return isRecord(state) && state.version === protocolVersion && typeof state.uri === 'string' ? (state as unknown as PanelState) : null;
}

/** A message of this protocol, or a sentence that says why it is none; null for messages that are not meant for the panel. */
export function readMessage(data: unknown): ToWebview | string | null {
  if (!isRecord(data) || typeof data.type !== 'string') return null;
  if (data.version !== protocolVersion) return 'The extension was updated while this panel was open. Close the panel and open it again.';
  return known.has(data.type) ? (data as unknown as ToWebview) : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
