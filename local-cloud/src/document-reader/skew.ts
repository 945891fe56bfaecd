import type { Raster } from './raster.ts';
import { between, tonesOf } from './tones.ts';

const STEP = 4;
const MOST_DEGREES = 5;
const POINTS = 60_000;

/**
 * By how many degrees the lines of text climb to the right (negative) or fall (positive), up to five.
 * At the right angle the dark pixels gather in the fewest rows: the squares of their counts are greatest.
 */
export function skewOf(raster: Raster): number {
  const points = darkPoints(raster);
  if (points.length < 200) return 0;
  const coarse = best(points, raster, 0, MOST_DEGREES, 0.5);
  return best(points, raster, coarse, 0.5, 0.1);
}

function best(points: Float32Array, raster: Raster, middle: number, reach: number, step: number) {
  let angle = middle;
  let most = sharpness(points, raster, middle) * 1.0005;
  for (let off = -reach; off <= reach + 1e-9; off += step) {
    const found = sharpness(points, raster, middle + off);
    if (found > most) {
      most = found;
      angle = middle + off;
    }
  }
  return Math.round(angle * 10) / 10;
}

function sharpness(points: Float32Array, { width, height }: Raster, degrees: number): number {
  const slope = Math.tan((degrees * Math.PI) / 180);
  const reach = Math.ceil(Math.abs(slope) * width);
  const rows = new Float64Array(Math.ceil((height + 2 * reach) / 2) + 1);
  for (let at = 0; at < points.length; at += 2) {
    rows[Math.round((points[at + 1]! - slope * points[at]! + reach) / 2)]! += 1;
  }
  return rows.reduce((sum, count) => sum + count * count, 0);
}

/** x and y of pixels that are ink, on a grid coarse enough to be quick. */
function darkPoints({ width, height, shades }: Raster): Float32Array {
  const limit = between(tonesOf(shades), 0.45);
  const found: number[] = [];
  for (let y = 0; y < height; y += 2) {
    for (let x = y % STEP; x < width; x += STEP) {
      if (shades[y * width + x]! < limit) found.push(x, y);
    }
  }
  const thin = Math.ceil(found.length / 2 / POINTS);
  const kept = thin <= 1 ? found : found.filter((_, at) => Math.floor(at / 2) % thin === 0);
  return Float32Array.from(kept);
}
