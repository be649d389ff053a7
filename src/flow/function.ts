import type { ASTNode } from '@marcbachmann/cel-js';
import type { Compiling, Typed } from './typed.ts';

/** A function of the language of flows. Every one is listed in FUNCTIONS; there are no others. */
export interface LanguageFunction {
  readonly form: string;
  readonly least: number;
  readonly most: number;
  readonly compile: (args: readonly ASTNode[], node: ASTNode, c: Compiling) => Typed;
}
