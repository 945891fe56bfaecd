import { expect, test } from 'vitest';
import { type InLine, Line } from './line.ts';

class Person implements InLine<Person> {
  readonly name: string;
  behind: Person | undefined;
  constructor(name: string) {
    this.name = name;
  }
}

const [ann, ben, cid] = ['ann', 'ben', 'cid'].map((name) => new Person(name)) as [
  Person,
  Person,
  Person,
];

function served(line: Line<Person>): string[] {
  const names: string[] = [];
  for (let person = line.next(); person !== undefined; person = line.next())
    names.push(person.name);
  return names;
}

test('first come, first served, but for who jumps the line', () => {
  const line = new Line<Person>();
  line.join(ann);
  line.join(ben);
  line.jump(cid);
  expect(served(line)).toEqual(['cid', 'ann', 'ben']);
  expect(line.empty).toBe(true);
});

test('who was served or sent away can stand in line again, alone', () => {
  const line = new Line<Person>();
  line.join(ann);
  line.join(ben);
  line.clear();
  expect(line.empty).toBe(true);
  line.join(ann);
  expect(served(line)).toEqual(['ann']);
  line.jump(ben);
  line.join(ann);
  expect(served(line)).toEqual(['ben', 'ann']);
});
