import { type ASTNode, ParseError, parse } from '@marcbachmann/cel-js';
import { didYouMean } from '../base/spelling.ts';
import { FUNCTIONS } from './functions.ts';
import { conditional, logic, not, within } from './logic.ts';
import { compareValues, negate, operate } from './operators.ts';
import type { Names } from './scene.ts';
import { DAY, INTEGER, TEXT, type Type, typeName, YES_NO } from './type.ts';
import {
  type Comparison,
  type Compiling,
  type Evaluate,
  type ExpressionProblem,
  type Lookup,
  Mistake,
  operand,
  type Typed,
} from './typed.ts';

/** A compiled condition or sum. Bounded: no loops, no calls but the listed ones. */
export interface Expression {
  readonly source: string;
  readonly type: Type;
  readonly evaluate: Evaluate;
  /** Names it reads. */
  readonly vars: readonly string[];
  /** Facts and tables it looks up, with how. */
  readonly lookups: readonly Lookup[];
  /** What it compares, wherever in it. */
  readonly comparisons: readonly Comparison[];
}

const LONGEST = 500;
const DEEPEST = 40;

/**
 * Compiles CEL text against the names and types in reach. The parser is the CEL library's; types and evaluation are ours,
 * because money of one currency, a choice with its options and absence are types that it does not know
 * (docs/decisions/0001-own-evaluator.md).
 */
export const compileExpression = (
  source: string,
  vars: ReadonlyMap<string, Type>,
  names: Names,
): { readonly ok: Expression } | { readonly problem: ExpressionProblem } => {
  const used = new Set<string>();
  const lookups: Lookup[] = [];
  const comparisons: Comparison[] = [];
  try {
    if (source.length > LONGEST) throw new Mistake(0, 'expression', 'this expression is too long', 'split it with let');
    let depth = 0;
    const compiling: Compiling = {
      names,
      vars,
      look: (lookup) => lookups.push(lookup),
      compare: (comparison) => comparisons.push(comparison),
      compile: (node) => {
        if (++depth > DEEPEST)
          throw new Mistake(node.start, 'expression', 'this expression is nested too deeply', 'split it with let');
        const typed = compileNode(node, compiling, used);
        depth--;
        return typed;
      },
    };
    const { type, evaluate } = compiling.compile(parse(source).ast);
    return { ok: { source, type, evaluate, vars: [...used], lookups, comparisons } };
  } catch (cause) {
    if (cause instanceof Mistake) return { problem: cause.problem };
    if (cause instanceof ParseError) {
      const offset = (cause as { node?: { pos?: number } }).node?.pos ?? 0;
      return { problem: { offset, rule: 'expression', message: cause.message.split('\n')[0] ?? 'cannot be read' } };
    }
    throw cause;
  }
};

const compileNode = (node: ASTNode, c: Compiling, used: Set<string>): Typed => {
  switch (node.op) {
    case 'value':
      return literal(node.args as unknown, node);
    case 'id':
      return variable(node.args as string, node, c, used);
    case '.':
      return member(node, c);
    case 'call':
      return call(node, c);
    case '!_':
      return not(c.compile(node.args as ASTNode), node);
    case '-_':
      return negate(c.compile(node.args as ASTNode), node.start);
    case '&&':
    case '||':
      return logic(node.op, node, c);
    case '?:':
      return conditional(node, c);
    case 'in':
      return within(node, c);
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const [left, right] = node.args as [ASTNode, ASTNode];
      const [a, b] = [c.compile(left), c.compile(right)];
      c.compare({ left: operand(a, left), right: operand(b, right) });
      return compareValues(node.op, a, b, { left, right, start: node.start });
    }
    case '+':
    case '-':
    case '*': {
      const [left, right] = node.args as [ASTNode, ASTNode];
      return operate(node.op, c.compile(left), c.compile(right), node.start);
    }
    default:
      throw new Mistake(
        node.start,
        'expression',
        `"${node.op === 'rcall' ? `.${String((node.args as readonly unknown[])[0])}` : node.op}" cannot be used here`,
        'see docs/language.md for what expressions can do',
      );
  }
};

const literal = (value: unknown, node: ASTNode): Typed => {
  if (typeof value === 'bigint') return { type: INTEGER, evaluate: () => value };
  if (typeof value === 'string') return { type: TEXT, evaluate: () => value };
  if (typeof value === 'boolean') return { type: YES_NO, evaluate: () => value };
  throw new Mistake(
    node.start,
    'type',
    'only whole numbers, quoted words, true and false can be written here',
    'a rate or an amount is a fact',
  );
};

const variable = (name: string, node: ASTNode, c: Compiling, used: Set<string>): Typed => {
  if (name === 'today') return { type: DAY, evaluate: (_, scene) => scene.today };
  const type = c.vars.get(name);
  if (!type)
    throw new Mistake(
      node.start,
      'unknown-variable',
      `"${name}" is not a variable of this flow`,
      didYouMean(name, [...c.vars.keys(), 'today']),
    );
  used.add(name);
  return { type, evaluate: (vars) => vars[name] };
};

const member = (node: ASTNode, c: Compiling): Typed => {
  const [target, name] = node.args as [ASTNode, string];
  const day = c.compile(target);
  if (day.type.kind !== 'day' || (name !== 'year' && name !== 'month'))
    throw new Mistake(
      node.pos,
      'type',
      `".${name}" cannot be used on ${typeName(day.type)}`,
      'a day has .year and .month',
    );
  const [from, to] = name === 'year' ? [0, 4] : [5, 7];
  return {
    type: INTEGER,
    evaluate: (vars, scene) => {
      const value = day.evaluate(vars, scene) as { iso: string } | undefined;
      return value && BigInt(value.iso.slice(from, to));
    },
  };
};

const call = (node: ASTNode, c: Compiling): Typed => {
  const [name, args] = node.args as [string, ASTNode[]];
  const fn = FUNCTIONS.get(name);
  if (!fn)
    throw new Mistake(
      node.start,
      'unknown-function',
      `"${name}" is not a function`,
      didYouMean(name, FUNCTIONS.keys()),
    );
  if (args.length < fn.least || args.length > fn.most)
    throw new Mistake(node.start, 'type', `${name} takes ${fn.form}`);
  return fn.compile(args, node, c);
};
