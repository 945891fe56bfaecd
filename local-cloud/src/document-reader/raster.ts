/** A page as a picture in shades of grey: 0 is black, 255 white, row after row. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly shades: Uint8Array;
}

/** RGBA as shades, by how bright people see the colours; what is transparent is paper. */
export function writeShades(rgba: Uint8ClampedArray, shades: Uint8Array): void {
  for (let at = 0, from = 0; at < shades.length; at++, from += 4) {
    const paper = 255 - rgba[from + 3]!;
    const bright = 77 * rgba[from]! + 150 * rgba[from + 1]! + 29 * rgba[from + 2]!;
    shades[at] = paper === 0 ? bright >> 8 : ((bright >> 8) * (255 - paper)) / 255 + paper;
  }
}

/** The rows from `top` up to `bottom`. */
export function band({ width, shades }: Raster, top: number, bottom: number): Raster {
  return { width, height: bottom - top, shades: shades.subarray(top * width, bottom * width) };
}

/** As a portable graymap, the plainest format that recognition takes. */
export function graymap({ width, height, shades }: Raster): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), shades]);
}
