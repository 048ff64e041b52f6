import { protocolVersion, type AwaitRef, type FromWebview, type Overrides, type PanelState, type Prediction } from '../protocol.ts';

export type Guarded =
  | { readonly type: 'message'; readonly message: FromWebview }
  /** Another version of the panel's page speaks, as after an update while the panel was open. */
  | { readonly type: 'other-version' }
  | { readonly type: 'unknown'; readonly detail: string };

/** What a webview sends is data from outside: nothing of it is used before its version, type and fields were looked at. */
export function guardFromWebview(value: unknown): Guarded {
  if (!isRecord(value) || typeof value.type !== 'string') return { type: 'unknown', detail: 'not a message' };
  if (value.version !== protocolVersion) return { type: 'other-version' };
  const message = read(value.type, value);
  return message ? { type: 'message', message } : { type: 'unknown', detail: value.type.slice(0, 100) };
}

/** The state that VS Code kept across a reload; null where it is not one that this version can use. */
export function guardPanelState(value: unknown): PanelState | null {
  if (!isRecord(value) || value.version !== protocolVersion) return null;
  const { uri, functionId, view = null, range = null, lanes, overrides, models, prediction, change } = value;
  if (typeof uri !== 'string' || typeof functionId !== 'string' || !isView(view) || !isView(range)) return null;
  if (lanes !== undefined && !isLanes(lanes)) return null;
  if (overrides !== undefined && !isOverrides(overrides)) return null;
  if (prediction !== undefined && !isPrediction(prediction)) return null;
  if (change !== undefined && typeof change !== 'string') return null;
  return { version: protocolVersion, uri, functionId, view, ...(range && { range }), ...(lanes && { lanes }), ...(change !== undefined && { change }), ...(overrides && { overrides }), ...(models === true && { models }), ...(prediction !== undefined && { prediction }) };
}

function read(type: string, value: Readonly<Record<string, unknown>>): FromWebview | null {
  const version = protocolVersion;
  switch (type as FromWebview['type']) {
    case 'ready':
      return { type: 'ready', version, state: guardPanelState(value.state) };
    case 'reveal': {
      const { target } = value;
      return isAwaitRef(target) ? { type: 'reveal', version, target } : null;
    }
    case 'viewChanged': {
      const { view } = value;
      return isView(view) ? { type: 'viewChanged', version, view } : null;
    }
    case 'overridesChanged': {
      const { overrides } = value;
      return isOverrides(overrides) ? { type: 'overridesChanged', version, overrides } : null;
    }
    case 'compareModels':
      return typeof value.on === 'boolean' ? { type: 'compareModels', version, on: value.on } : null;
    case 'sweepWanted': {
      const { control } = value;
      return typeof control === 'string' ? { type: 'sweepWanted', version, control } : null;
    }
    case 'annotate': {
      const { target, durationUs } = value;
      return isAwaitRef(target) && isTime(durationUs) ? { type: 'annotate', version, target, durationUs } : null;
    }
    case 'predicted': {
      const { prediction } = value;
      return isPrediction(prediction) ? { type: 'predicted', version, prediction } : null;
    }
    case 'openScenario': {
      const { id } = value;
      return id === null || typeof id === 'string' ? { type: 'openScenario', version, id } : null;
    }
    case 'save': {
      const { name, content } = value;
      return typeof name === 'string' && (typeof content === 'string' || content instanceof Uint8Array) ? { type: 'save', version, name, content } : null;
    }
    case 'copy': {
      const { text } = value;
      return typeof text === 'string' ? { type: 'copy', version, text } : null;
    }
    default:
      return null;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isView(value: unknown): value is PanelState['view'] {
  return value === null || (isRecord(value) && isTime(value.fromUs) && isTime(value.toUs) && value.fromUs <= value.toUs);
}

function isLanes(value: unknown): value is NonNullable<PanelState['lanes']> {
  return Array.isArray(value) && value.every((lane) => lane === 'calls' || lane === 'cores' || lane === 'tasks');
}

function isOverrides(value: unknown): value is Overrides {
  return isRecord(value) && Object.values(value).every((entry) => typeof entry === 'string' || (typeof entry === 'number' && Number.isFinite(entry)));
}

function isPrediction(value: unknown): value is Prediction {
  return value === null || (typeof value === 'number' && Number.isInteger(value) && value >= 0);
}

function isAwaitRef(value: unknown): value is AwaitRef {
  return isRecord(value) && typeof value.functionId === 'string' && typeof value.awaitId === 'string';
}
