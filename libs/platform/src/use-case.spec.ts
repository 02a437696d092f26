import { expect, it } from '@jest/globals';
import { useCase } from './use-case.js';

abstract class Greeting {
  abstract word(): string;
}

class Greet {
  constructor(private readonly greeting: Greeting) {}

  execute(): string {
    return this.greeting.word();
  }
}

it('builds the use case from the ports it names', () => {
  const provider = useCase(Greet, [Greeting]);
  expect(provider.inject).toEqual([Greeting]);
  const greet = provider.useFactory({ word: () => '你好' });
  expect((greet as Greet).execute()).toBe('你好');
});
