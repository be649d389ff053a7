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
  /** What a table is asked with. */
  readonly inputs?: readonly Operand[];
}

/** A part of an expression whose value decides something, with the variables it reads. */
export interface Operand extends Typed {
  readonly vars: readonly string[];
}

/** Two values that an expression sets side by side: which one is larger may decide what it gives. */
export interface Comparison {
  readonly left: Operand;
  readonly right: Operand;
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

/** The names that a node reads, as they stand in it. */
const namesIn = (node: unknown): readonly string[] => {
  if (Array.isArray(node)) return node.flatMap(namesIn);
  if (typeof node !== 'object' || node === null || !('op' in node)) return [];
  const { op, args } = node as ASTNode;
  return op === 'id' ? [args as string] : namesIn(args);
};

export const operand = (typed: Typed, node: ASTNode | undefined): Operand => ({ ...typed, vars: namesIn(node) });

/** What the compiling of one node can reach. */
export interface Compiling {
  readonly names: Names;
  readonly vars: ReadonlyMap<string, Type>;
  readonly compile: (node: ASTNode) => Typed;
  readonly look: (lookup: Lookup) => void;
  readonly compare: (comparison: Comparison) => void;
}
