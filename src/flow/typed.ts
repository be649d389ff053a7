import type { ASTNode } from '@marcbachmann/cel-js';
import type { Value, Vars } from '../base/value.ts';
import type { Names, Scene } from './scene.ts';
import type { Type } from './type.ts';

/** Works a value out; undefined means that it is not known today (absent), never an error. */
export type Evaluate = (vars: Vars, scene: Scene) => Value | undefined;

export interface Typed {
  readonly type: Type;
  readonly evaluate: Evaluate;
}

/** A look-up that an expression makes. */
export interface Lookup {
  readonly kind: 'fact' | 'has' | 'last' | 'table';
  readonly id: string;
}

/** A mistake at a column of the source, counted from 0. */
export interface ExpressionProblem {
  readonly offset: number;
  readonly rule: string;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** Thrown while an expression is compiled; `compileExpression` turns it into a problem. */
export class Mistake extends Error {
  readonly problem: ExpressionProblem;
  constructor(offset: number, rule: string, message: string, hint?: string) {
    super(message);
    this.problem = { offset, rule, message, hint };
  }
}

/** What the compiling of one node can reach. */
export interface Compiling {
  readonly names: Names;
  readonly vars: ReadonlyMap<string, Type>;
  readonly compile: (node: ASTNode) => Typed;
  readonly look: (lookup: Lookup) => void;
}
