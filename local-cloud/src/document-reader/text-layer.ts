import type { Word } from './messages.ts';

/** A run of text as pdf.js gives it, placed on the upright page: its baseline's start, and its size. */
export interface Run {
  readonly text: string;
  readonly x: number;
  /** Of the baseline, from the top. */
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

/** What a text layer says is what the page says, as long as the fonts know their letters. */
const SURE = 99.9;

/** Gaps below this part of the letters' size are inside of a word: PDFs place even single letters. */
const WITHIN_A_WORD = 0.14;

/** The words of a text layer: runs are cut at spaces, and joined where they touch. */
export function wordsOf(runs: readonly Run[]): Word[] {
  const words: Word[] = [];
  let open: { word: Word; y: number; size: number } | undefined;
  for (const run of runs) {
    for (const piece of pieces(run)) {
      if (open !== undefined && touches(open, piece, run)) {
        open.word = { ...open.word, text: open.word.text + piece.text, right: piece.right };
        words[words.length - 1] = open.word;
      } else {
        open = { word: piece, y: run.y, size: run.size };
        words.push(piece);
      }
    }
    if (/\s$/.test(run.text)) open = undefined;
  }
  return words;
}

function touches(open: { word: Word; y: number; size: number }, piece: Word, run: Run): boolean {
  if (/^\s/.test(run.text) && piece.text === run.text.trimStart().split(/\s+/)[0]) return false;
  const gap = piece.left - open.word.right;
  const near = Math.abs(gap) < WITHIN_A_WORD * run.size;
  return near && Math.abs(open.y - run.y) < 0.2 * run.size && open.size < run.size * 1.6;
}

function pieces({ text, x, y, width, size }: Run): Word[] {
  const whole = weight(text);
  const found: Word[] = [];
  for (const match of text.matchAll(/\S+/g)) {
    const left = x + (width * weight(text.slice(0, match.index))) / whole;
    const right = left + (width * weight(match[0])) / whole;
    const box = { left, right, top: y - 0.76 * size, bottom: y + 0.22 * size };
    found.push({ text: match[0], ...box, confidence: SURE });
  }
  return found;
}

/** How wide letters are beside each other, about, in the common faces. */
function weight(text: string): number {
  let sum = 0;
  for (const letter of text)
    sum += /[ .,:;'|ilIjtf]/.test(letter) ? 0.3 : /[mwMW@%]/.test(letter) ? 0.85 : 0.55;
  return sum;
}
