import type { Raster } from './raster.ts';

/** The two shades of a page. */
export interface Tones {
  readonly paper: number;
  readonly ink: number;
  /** How far paper is from one shade: its grain, as a standard deviation. */
  readonly grain: number;
}

/** How much of a page is ink at the least, where it says anything. */
const LEAST_INK = 0.001;
const LEAST_CONTRAST = 60;

/**
 * Paper is the shade that most of the page has, ink what its darkest part has: that paper is grainy,
 * and ink may be little of it, makes no difference.
 */
export function tonesOf(shades: Uint8Array): Tones {
  const counts = new Float64Array(256);
  for (let at = 0; at < shades.length; at += 7) counts[shades[at]!]! += 1;
  const paper = shadeAt(counts, 0.5);
  const ink = Math.min(shadeAt(counts, LEAST_INK), paper - LEAST_CONTRAST);
  return { paper, ink, grain: paper - shadeAt(counts, 0.16) };
}

/** The shade below which that part of all pixels is. */
function shadeAt(counts: Float64Array, part: number): number {
  const wanted = counts.reduce((sum, count) => sum + count, 0) * part;
  let [shade, sum] = [0, counts[0]!];
  while (sum < wanted && shade < 255) sum += counts[++shade]!;
  return shade;
}

/** The shade at a part of the way from paper to ink. */
export function between({ paper, ink }: Tones, part: number): number {
  return Math.round(paper - part * (paper - ink));
}

/** Where on that way white ends, if grain does not reach beyond, and black begins. */
const WHITE = 0.16;
const LATEST_WHITE = 0.5;
const BLACK = 0.6;
const GRAINS = 3.5;

/** Paper white and without grain, ink black, and the edges of letters soft in between. */
export function contrasted({ width, height, shades }: Raster, tones: Tones): Raster {
  const clear = Math.min(between(tones, WHITE), tones.paper - GRAINS * tones.grain);
  const white = Math.max(clear, between(tones, LATEST_WHITE));
  const black = between(tones, BLACK);
  const scale = Uint8Array.from({ length: 256 }, (_, shade) =>
    Math.max(0, Math.min(255, ((shade - black) * 255) / (white - black))),
  );
  const plain = { width, height, shades: shades.map((shade) => scale[shade]!) };
  return withoutSpecks(plain);
}

/** Ink that stands alone is a speck: letters, and their dots, are more than one pixel. */
function withoutSpecks({ width, height, shades }: Raster): Raster {
  const cleaned = Uint8Array.from(shades);
  for (let at = width + 1; at < shades.length - width - 1; at++) {
    if (shades[at] === 255) continue;
    const beside = shades[at - 1]! + shades[at + 1]! + shades[at - width]! + shades[at + width]!;
    if (beside === 4 * 255) cleaned[at] = 255;
  }
  return { width, height, shades: cleaned };
}
