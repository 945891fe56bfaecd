/** Somebody who may stand in one line at a time, and knows who stands behind. */
export interface InLine<Member> {
  behind: Member | undefined;
}

/** First come, first served. The members are linked to one another: standing in line makes nothing new. */
export class Line<Member extends InLine<Member>> {
  #first: Member | undefined;
  #last: Member | undefined;

  get empty(): boolean {
    return this.#first === undefined;
  }

  /** Goes to the end of the line. */
  join(member: Member): void {
    if (this.#last === undefined) this.#first = member;
    else this.#last.behind = member;
    member.behind = undefined;
    this.#last = member;
  }

  /** Goes to the front of the line. */
  jump(member: Member): void {
    member.behind = this.#first;
    this.#first = member;
    this.#last ??= member;
  }

  /** Sends everybody away. */
  clear(): void {
    this.#first = undefined;
    this.#last = undefined;
  }

  /** Takes the first one out. */
  next(): Member | undefined {
    const member = this.#first;
    if (member === undefined) return undefined;
    this.#first = member.behind;
    if (this.#first === undefined) this.#last = undefined;
    member.behind = undefined;
    return member;
  }
}
