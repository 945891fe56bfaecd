/** The formats of documents, told by their first bytes. */
export type Format = 'pdf' | 'png' | 'jpeg' | 'tiff';

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

/** Undefined: none that Textract takes. A PDF may begin within the first KB, as its readers allow. */
export function formatOf(bytes: Buffer): Format | undefined {
  if (bytes.subarray(0, 1024).includes('%PDF-')) return 'pdf';
  if (bytes.subarray(0, 8).equals(PNG)) return 'png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  const first = bytes.subarray(0, 4).toString('latin1');
  return first === 'II*\0' || first === 'MM\0*' ? 'tiff' : undefined;
}

/** Width and height that a picture says it has, before anything is decoded. Undefined: it does not. */
export function pictureSize(bytes: Buffer, format: 'png' | 'jpeg'): [number, number] | undefined {
  return format === 'png' ? pngSize(bytes) : jpegSize(bytes);
}

function pngSize(bytes: Buffer): [number, number] | undefined {
  if (bytes.length < 24 || bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

/** Start-of-frame segments, all but DHT, JPG and DAC of C0 to CF, hold the size. */
function jpegSize(bytes: Buffer): [number, number] | undefined {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
    }
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
