/** Pointer, wheel and touch on the timeline, as actions. */
import type { MarkRef } from './geometry/layout.ts';
import { isWhole, panView, usOf, zoomView, type View } from './geometry/view.ts';
import type { Action, PanelModel } from './model.ts';
import type { Timeline } from './timeline.ts';

export interface PointerHandlers {
  readonly model: () => PanelModel;
  readonly act: (action: Action) => void;
  /** A mark was clicked: show it in the editor. */
  readonly reveal: (ref: MarkRef) => void;
}

/** A press that moves less than this is a click. */
const slack = 4;

interface Drag {
  readonly kind: 'pan' | 'range';
  readonly fromX: number;
  readonly fromUs: number;
  readonly view: View;
  moved: boolean;
}

export function listenToPointer(timeline: Timeline, { model, act, reveal }: PointerHandlers): void {
  const { surface } = timeline;
  const touches = new Map<number, number>();
  let drag: Drag | null = null;

  surface.addEventListener('wheel', (event) => {
    const { shown, view } = model();
    if (!shown) return;
    // A pinch on a touch pad arrives as a wheel with Ctrl.
    if (event.ctrlKey || event.metaKey) act({ type: 'view', view: zoomView(view, shown.whole, Math.exp(-pixels(event, event.deltaY) / 240), timeline.spotAt(event.clientX, event.clientY).us) });
    else if (event.shiftKey) act({ type: 'view', view: panView(view, shown.whole, pixels(event, event.deltaY || event.deltaX) / timeline.axisWidth) });
    else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) act({ type: 'view', view: panView(view, shown.whole, pixels(event, event.deltaX) / timeline.axisWidth) });
    else return;
    event.preventDefault();
  }, { passive: false });

  surface.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    const spot = timeline.spotAt(event.clientX, event.clientY);
    touches.set(event.pointerId, spot.x);
    const { shown, view } = model();
    if (!shown || touches.size > 1) {
      drag = null;
      return;
    }
    const kind = event.pointerType !== 'touch' && (spot.onAxis || event.shiftKey || isWhole(view, shown.whole)) ? 'range' : 'pan';
    drag = { kind, fromX: spot.x, fromUs: spot.us, view, moved: false };
  });

  surface.addEventListener('pointermove', (event) => {
    const spot = timeline.spotAt(event.clientX, event.clientY);
    const { shown, view, hovered } = model();
    if (!shown) return;
    if (touches.size === 2 && touches.has(event.pointerId)) {
      pinch(event.pointerId, spot.x, shown.whole, view);
      return;
    }
    if (drag && (drag.moved || Math.abs(spot.x - drag.fromX) > slack)) {
      if (!drag.moved) surface.setPointerCapture(event.pointerId);
      drag.moved = true;
      if (drag.kind === 'range') act({ type: 'range', range: { fromUs: drag.fromUs, toUs: spot.us } });
      else act({ type: 'view', view: panView(drag.view, shown.whole, (drag.fromX - spot.x) / timeline.axisWidth) });
      return;
    }
    if (spot.ref?.band !== hovered?.band || spot.ref?.mark !== hovered?.mark || spot.ref?.mode !== hovered?.mode) act({ type: 'hover', ref: spot.ref });
    const cursor = spot.ref ? 'pointer' : spot.onAxis ? 'col-resize' : 'default';
    if (surface.style.cursor !== cursor) surface.style.cursor = cursor;
  });

  const lift = (event: PointerEvent): void => {
    touches.delete(event.pointerId);
    const wasDrag = drag?.moved ?? true;
    drag = null;
    if (event.type !== 'pointerup' || wasDrag) return;
    const { ref } = timeline.spotAt(event.clientX, event.clientY);
    act({ type: 'select', ref });
    if (!ref) act({ type: 'range', range: null });
    else reveal(ref);
  };
  surface.addEventListener('pointerup', lift);
  surface.addEventListener('pointercancel', lift);
  surface.addEventListener('pointerleave', () => act({ type: 'hover', ref: null }));

  /** Two fingers: the moments under them stay under them. */
  function pinch(id: number, x: number, whole: View, view: View): void {
    const other = [...touches].find(([touch]) => touch !== id)?.[1] ?? x;
    const before = touches.get(id) ?? x;
    touches.set(id, x);
    const width = timeline.axisWidth;
    const factor = Math.abs(x - other) / Math.max(1, Math.abs(before - other));
    if (factor > 0.2 && factor < 5) act({ type: 'view', view: zoomView(view, whole, factor, usOf(other, view, width)) });
  }
}

/** Wheels that count in lines or pages instead of pixels. */
function pixels(event: WheelEvent, delta: number): number {
  return delta * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? 400 : 1);
}
