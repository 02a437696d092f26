import type { FactoryProvider, Type } from '@nestjs/common';

type TokenOf<T> = abstract new (...args: never[]) => T;
type TokensOf<Args extends readonly unknown[]> = { readonly [Position in keyof Args]: TokenOf<Args[Position]> };

/**
 * A provider for a plain class. The compiler compares the tokens with the constructor, so use cases need no decorator and no
 * emitted metadata (stack.md §3: `import type` of an injected class compiles and fails at start).
 */
export function useCase<Args extends readonly unknown[], T>(
  type: new (...args: [...Args]) => T,
  tokens: TokensOf<Args>,
): FactoryProvider<T> {
  return {
    provide: type as Type<T>,
    inject: [...(tokens as readonly TokenOf<unknown>[])],
    useFactory: (...args: unknown[]) => new type(...(args as [...Args])),
  };
}
