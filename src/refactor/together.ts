/** Offers for many functions of a file, with their changes made side by side: read for each alone, the text would be read as many times as it has functions. */
import type { Place } from '../analysis/model.ts';
import { applyEdits, areApart, type TextEdit } from './edits.ts';
import type { Finding } from './findings.ts';
import { parses } from './gain.ts';
import type { Offer, Offered } from './offer.ts';
import { type Analysed, type Asking, offersOfAll } from './offers.ts';
import { read, type Reading } from './reading.ts';

/** A function for which offers are asked for. */
export interface Open {
  readonly place: Place;
  readonly findings: readonly Finding[];
}

export interface Together {
  readonly offers: ReadonlyMap<Open, readonly Offer[]>;
  /** Functions to be asked for again: those within another, and those with edits that touch another's (both import something, say). The first of all is never one. */
  readonly waiting: ReadonlyMap<Open, readonly TextEdit[]>;
}

export function offersTogether(source: Analysed, reading: Reading, all: readonly Open[], isEnough: (offer: Offered) => boolean): Together {
  const offers = new Map<Open, readonly Offer[]>();
  const waiting = new Map<Open, readonly TextEdit[]>();
  let asked: { readonly open: Open; readonly asking: Asking<readonly Offer[]>; readonly edits: readonly TextEdit[] }[] = [];
  const goOn = (open: Open, asking: Asking<readonly Offer[]>, { done, value }: IteratorResult<readonly TextEdit[], readonly Offer[]>): void => {
    if (done === true) offers.set(open, value);
    else if (asked.every(({ edits }) => areApart(edits, value))) asked.push({ open, asking, edits: value });
    else waiting.set(open, value);
  };
  const places: Place[] = [];
  for (const open of all) {
    if (places.some((place) => overlap(place, open.place))) waiting.set(open, []);
    else {
      places.push(open.place);
      const asking = offersOfAll(source, reading, open.findings, isEnough);
      goOn(open, asking, asking.next());
    }
  }
  while (asked.length > 0) {
    const answered = asked;
    asked = [];
    const together = readWith(source, answered.flatMap(({ edits }) => edits));
    // One that is broken breaks what stands around it as well.
    const isWhole = answered.length === 1 || parses(together);
    for (const { open, asking, edits } of answered) goOn(open, asking, asking.next(isWhole ? together : readWith(source, edits)));
  }
  return { offers, waiting };
}

function readWith({ path, text }: Analysed, edits: readonly TextEdit[]): Reading {
  return read(path, applyEdits(text, edits));
}

export function overlap(a: Place, b: Place): boolean {
  return a.start < b.end && b.start < a.end;
}
