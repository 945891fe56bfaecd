/** Cards come with whole hundreds of dollars, and never with more than was asked for. */
export function limitFor(requested: number): number {
  return Math.floor(requested / 100) * 100;
}
