import type { Raster } from './raster.ts';

/** Of the width and the height of a page: so long a stroke is no letter's. */
const ACROSS = 1 / 16;
const DOWN = 1 / 26;

/** Without the rules of tables and boxes: beside them letters are taken for others. */
export function withoutRules({ width, height, shades }: Raster, limit: number): Raster {
  const cleaned = Uint8Array.from(shades);
  for (let y = 0; y < height; y++) {
    wipe({ from: y * width, step: 1, count: width, least: width * ACROSS, aside: width });
  }
  for (let x = 0; x < width; x++) {
    wipe({ from: x, step: width, count: height, least: height * DOWN, aside: 1 });
  }
  return { width, height, shades: cleaned };

  function wipe({ from, step, count, least, aside }: Track): void {
    let begin = 0;
    for (let at = 0; at <= count; at++) {
      if (at < count && shades[from + at * step]! < limit) continue;
      if (at - begin > least) {
        for (let ink = begin; ink < at; ink++) {
          const place = from + ink * step;
          cleaned[place] = 255;
          // The soft edges of the stroke, on both sides.
          if (place >= aside) cleaned[place - aside] = 255;
          if (place + aside < cleaned.length) cleaned[place + aside] = 255;
        }
      }
      begin = at + 1;
    }
  }
}

interface Track {
  readonly from: number;
  readonly step: number;
  readonly count: number;
  readonly least: number;
  /** From a pixel to the one beside it, across the track. */
  readonly aside: number;
}
