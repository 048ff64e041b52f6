/** The visible stretch of time, and what zooming and panning make of it. Times are microseconds. */
export interface View {
  readonly fromUs: number;
  readonly toUs: number;
}

/** Nothing is shorter than a microsecond, so nothing is seen by looking closer than this. */
const shortestUs = 10;

/** All of a time line of `wallUs`, with a little air after the end so that the last edge is seen. */
export function wholeView(wallUs: number): View {
  return { fromUs: 0, toUs: wallUs > 0 ? wallUs * 1.02 : 1000 };
}

/** Moves and shrinks `view` until it lies inside `whole`. */
export function clampView(view: View, whole: View): View {
  const wholeSpan = whole.toUs - whole.fromUs;
  const span = Math.min(wholeSpan, Math.max(Math.min(shortestUs, wholeSpan), view.toUs - view.fromUs));
  const fromUs = Math.min(whole.toUs - span, Math.max(whole.fromUs, view.fromUs));
  return Number.isFinite(fromUs) && Number.isFinite(span) ? { fromUs, toUs: fromUs + span } : whole;
}

/** Zooms so that `atUs` keeps its place. `factor` 2 shows half as much time. */
export function zoomView(view: View, whole: View, factor: number, atUs: number): View {
  const wholeSpan = whole.toUs - whole.fromUs;
  const span = Math.min(wholeSpan, Math.max(Math.min(shortestUs, wholeSpan), (view.toUs - view.fromUs) / factor));
  const share = (atUs - view.fromUs) / (view.toUs - view.fromUs);
  const fromUs = atUs - share * span;
  return clampView({ fromUs, toUs: fromUs + span }, whole);
}

/** Moves by a share of what is visible: 0.1 is a tenth of the width to the right. */
export function panView(view: View, whole: View, share: number): View {
  const by = (view.toUs - view.fromUs) * share;
  return clampView({ fromUs: view.fromUs + by, toUs: view.toUs + by }, whole);
}

/** The view around a stretch, with air on both sides. */
export function viewAround(fromUs: number, toUs: number, whole: View): View {
  const air = Math.max((toUs - fromUs) * 0.08, 1);
  return clampView({ fromUs: Math.max(whole.fromUs, fromUs - air), toUs: Math.min(whole.toUs, toUs + air) }, whole);
}

/** Moves as little as needed to make the stretch visible; the same view where it is already. */
export function viewShowing(view: View, whole: View, fromUs: number, toUs: number): View {
  if (toUs > view.fromUs && fromUs < view.toUs) return view;
  const span = view.toUs - view.fromUs;
  const middle = (fromUs + toUs) / 2;
  return clampView({ fromUs: middle - span / 2, toUs: middle + span / 2 }, whole);
}

export function isWhole(view: View, whole: View): boolean {
  return view.fromUs <= whole.fromUs && view.toUs >= whole.toUs;
}

export function xOf(us: number, view: View, width: number): number {
  return ((us - view.fromUs) / (view.toUs - view.fromUs)) * width;
}

export function usOf(x: number, view: View, width: number): number {
  return view.fromUs + (x / width) * (view.toUs - view.fromUs);
}
