/** What each command of the timeline's keys does to the state. */
import { causeOf, effectOf } from './geometry/causes.ts';
import { momentFrom } from './geometry/instant.ts';
import type { Command } from './geometry/keys.ts';
import { placeOf, type Layout, type MarkRef } from './geometry/layout.ts';
import { endOf, markCount, startOf } from './geometry/marks.ts';
import { stepMark, stepRow } from './geometry/steps.ts';
import { panView, viewAround, viewShowing, zoomView, type View } from './geometry/view.ts';
import type { Action, PanelModel, Shown } from './model.ts';

const zoomStep = 1.5;
const panStep = 0.15;
/** Looking for a cause goes over all marks: in longer runs it would hold up the picture. */
const mostFollowed = 2_000_000;

/** The actions of a command; none where it changes nothing. `reveal` and `search` reach beyond the state and are their callers' to do. */
export function actionsOf(command: Command, model: PanelModel, layout: Layout): readonly Action[] {
  const { shown, view, selected, range } = model;
  if (!shown) return [];
  const { bands, whole } = shown;
  switch (command) {
    case 'next':
      return select(shown, view, stepMark(layout, bands, selected, 1));
    case 'previous':
      return select(shown, view, stepMark(layout, bands, selected, -1));
    case 'below':
      return select(shown, view, stepRow(layout, bands, selected, 1));
    case 'above':
      return select(shown, view, stepRow(layout, bands, selected, -1));
    case 'cause':
      return select(shown, view, follow(shown, layout, selected, causeOf));
    case 'effect':
      return select(shown, view, follow(shown, layout, selected, effectOf));
    case 'zoomIn':
      return [{ type: 'view', view: zoomView(view, whole, zoomStep, focusOf(model)) }];
    case 'zoomOut':
      return [{ type: 'view', view: zoomView(view, whole, 1 / zoomStep, focusOf(model)) }];
    case 'panLeft':
      return [{ type: 'view', view: panView(view, whole, -panStep) }];
    case 'panRight':
      return [{ type: 'view', view: panView(view, whole, panStep) }];
    case 'zoomToSelection': {
      const stretch = range ?? stretchOf(shown, selected);
      return stretch ? [{ type: 'view', view: viewAround(stretch.fromUs, stretch.toUs, whole) }] : [];
    }
    case 'fit':
      return [{ type: 'view', view: whole }];
    case 'toStart':
      return [{ type: 'view', view: panView(view, whole, -Number.MAX_SAFE_INTEGER) }];
    case 'toEnd':
      return [{ type: 'view', view: panView(view, whole, Number.MAX_SAFE_INTEGER) }];
    case 'rangeLonger':
    case 'rangeShorter': {
      const here = stretchOf(shown, selected);
      const next = stepMark(layout, bands, selected, command === 'rangeLonger' ? 1 : -1);
      const there = stretchOf(shown, next);
      if (!there) return [];
      const stretches = [range, here, there].filter((stretch) => stretch !== null);
      return [
        { type: 'range', range: { fromUs: Math.min(...stretches.map(({ fromUs }) => fromUs)), toUs: Math.max(...stretches.map(({ toUs }) => toUs)) } },
        ...select(shown, view, next),
      ];
    }
    case 'play':
      return [{ type: 'play', on: !model.playing }];
    case 'earlierEvent':
    case 'laterEvent':
      return [
        { type: 'play', on: false },
        { type: 'playhead', us: momentFrom(bands, model.playhead ?? 0, command === 'laterEvent' ? 1 : -1) },
      ];
    case 'clear':
      return range ? [{ type: 'range', range: null }] : model.playhead !== null ? [{ type: 'playhead', us: null }] : [{ type: 'select', ref: null }];
    case 'help':
      return [{ type: 'help', open: !model.helpOpen }];
    case 'reveal':
    case 'search':
      return [];
  }
}

/** Chooses a mark, and moves the view so that it is seen. */
export function select(shown: Shown, view: View, ref: MarkRef | null): readonly Action[] {
  const stretch = stretchOf(shown, ref);
  if (!ref || !stretch) return [];
  const moved = viewShowing(view, shown.whole, stretch.fromUs, stretch.toUs);
  return moved === view ? [{ type: 'select', ref }] : [{ type: 'view', view: moved }, { type: 'select', ref }];
}

function follow(shown: Shown, layout: Layout, from: MarkRef | null, relation: typeof causeOf): MarkRef | null {
  if (!from) return stepMark(layout, shown.bands, null, 1);
  return nextInPicture(shown, layout, from, relation) ?? from;
}

/** Follows a relation until it comes to a mark that is in the picture; null where it ends before. */
export function nextInPicture(shown: Shown, layout: Layout, from: MarkRef, relation: typeof causeOf): MarkRef | null {
  const schedule = shown.bands[from.band]?.schedule;
  if (!schedule || markCount(schedule) > mostFollowed) return null;
  let mark = from.mark;
  for (let steps = 0; steps < 20; steps++) {
    mark = relation(schedule, mark);
    if (mark < 0) return null;
    const ref = { ...from, mark };
    if (placeOf(layout, shown.bands, ref)) return ref;
  }
  return null;
}

function stretchOf(shown: Shown, ref: MarkRef | null): View | null {
  const schedule = ref && shown.bands[ref.band]?.schedule;
  return schedule ? { fromUs: startOf(schedule, ref.mark), toUs: endOf(schedule, ref.mark) } : null;
}

/** Zooming by key keeps the chosen mark in its place, else the middle. */
function focusOf(model: PanelModel): number {
  const stretch = model.shown && stretchOf(model.shown, model.selected);
  const middle = stretch ? (stretch.fromUs + stretch.toUs) / 2 : NaN;
  const inView = middle >= model.view.fromUs && middle <= model.view.toUs;
  return inView ? middle : (model.view.fromUs + model.view.toUs) / 2;
}
