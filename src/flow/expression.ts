import { type ASTNode, ParseError, parse } from '@marcbachmann/cel-js';
import { FUNCTIONS } from './functions.ts';
import { compareValues, operate } from './operators.ts';
import { didYouMean } from '../base/spelling.ts';
import type { Names } from './scene.ts';
import { DAY, INTEGER, sameType, TEXT, type Type, typeName, YES_NO } from './type.ts';
import { type Compiling, type Evaluate, type ExpressionProblem, type Lookup, Mistake, type Typed } from './typed.ts';

/** A compiled condition or sum. Bounded: no loops, no calls but the listed ones. */
export interface Expression {
  readonly source: string;
  readonly type: Type;
  readonly evaluate: Evaluate;
  /** Names it reads. */
  readonly vars: readonly string[];
  /** Facts and tables it looks up, with how. */
  readonly lookups: readonly Lookup[];
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
  try {
    if (source.length > LONGEST) throw new Mistake(0, 'expression', 'this expression is too long', 'split it with let');
    let depth = 0;
    const compiling: Compiling = {
      names,
      vars,
      look: (lookup) => lookups.push(lookup),
      compile: (node) => {
        if (++depth > DEEPEST) throw new Mistake(node.start, 'expression', 'this expression is nested too deeply', 'split it with let');
        const typed = compileNode(node, compiling, used);
        depth--;
        return typed;
      },
    };
    const { type, evaluate } = compiling.compile(parse(source).ast);
    return { ok: { source, type, evaluate, vars: [...used], lookups } };
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
      return operate('-', { type: INTEGER, evaluate: () => 0n }, c.compile(node.args as ASTNode), node.start);
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
      return compareValues(node.op, c.compile(left), c.compile(right), { left, right, start: node.start });
    }
    case '+':
    case '-':
    case '*': {
      const [left, right] = node.args as [ASTNode, ASTNode];
      return operate(node.op, c.compile(left), c.compile(right), node.start);
    }
    default:
      throw new Mistake(node.start, 'expression', `"${node.op}" cannot be used here`, 'see docs/language.md for what expressions can do');
  }
};

const literal = (value: unknown, node: ASTNode): Typed => {
  if (typeof value === 'bigint') return { type: INTEGER, evaluate: () => value };
  if (typeof value === 'string') return { type: TEXT, evaluate: () => value };
  if (typeof value === 'boolean') return { type: YES_NO, evaluate: () => value };
  throw new Mistake(node.start, 'type', 'only whole numbers, quoted words, true and false can be written here', 'a rate or an amount is a fact');
};

const variable = (name: string, node: ASTNode, c: Compiling, used: Set<string>): Typed => {
  if (name === 'today') return { type: DAY, evaluate: (_, scene) => scene.today };
  const type = c.vars.get(name);
  if (!type) throw new Mistake(node.start, 'unknown-variable', `"${name}" is not a variable of this flow`, didYouMean(name, [...c.vars.keys(), 'today']));
  used.add(name);
  return { type, evaluate: (vars) => vars[name] };
};

const member = (node: ASTNode, c: Compiling): Typed => {
  const [target, name] = node.args as [ASTNode, string];
  const day = c.compile(target);
  if (day.type.kind !== 'day' || (name !== 'year' && name !== 'month'))
    throw new Mistake(node.pos, 'type', `".${name}" cannot be used on ${typeName(day.type)}`, 'a day has .year and .month');
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
  if (!fn) throw new Mistake(node.start, 'unknown-function', `"${name}" is not a function`, didYouMean(name, FUNCTIONS.keys()));
  if (args.length < fn.least || args.length > fn.most)
    throw new Mistake(node.start, 'type', `${name} takes ${fn.form}`);
  return fn.compile(args, node, c);
};

const mustBe = (typed: Typed, type: Type, node: ASTNode): void => {
  if (!sameType(typed.type, type))
    throw new Mistake(node.start, 'type', `this is ${typeName(typed.type)}, but ${typeName(type)} is needed`);
};

const not = (typed: Typed, node: ASTNode): Typed => {
  mustBe(typed, YES_NO, node);
  return {
    type: YES_NO,
    evaluate: (vars, scene) => {
      const value = typed.evaluate(vars, scene);
      return value === undefined ? undefined : !value;
    },
  };
};

/** Absent counts as unknown: `false && absent` is false, `true && absent` is absent. */
const logic = (op: '&&' | '||', node: ASTNode, c: Compiling): Typed => {
  const [leftNode, rightNode] = node.args as [ASTNode, ASTNode];
  const left = c.compile(leftNode);
  const right = c.compile(rightNode);
  mustBe(left, YES_NO, leftNode);
  mustBe(right, YES_NO, rightNode);
  const decisive = op === '||';
  return {
    type: YES_NO,
    evaluate: (vars, scene) => {
      const a = left.evaluate(vars, scene);
      if (a === decisive) return decisive;
      const b = right.evaluate(vars, scene);
      if (b === decisive) return decisive;
      return a === undefined || b === undefined ? undefined : !decisive;
    },
  };
};

const conditional = (node: ASTNode, c: Compiling): Typed => {
  const [conditionNode, thenNode, elseNode] = node.args as [ASTNode, ASTNode, ASTNode];
  const condition = c.compile(conditionNode);
  mustBe(condition, YES_NO, conditionNode);
  const then = c.compile(thenNode);
  const otherwise = c.compile(elseNode);
  const type = then.type.kind === 'choice' ? otherwise.type : then.type;
  if (!sameType(then.type, otherwise.type) && !(isWord(then.type) && isWord(otherwise.type)))
    throw new Mistake(elseNode.start, 'type', `one side is ${typeName(then.type)}, the other ${typeName(otherwise.type)}`);
  return {
    type,
    evaluate: (vars, scene) => {
      const decided = condition.evaluate(vars, scene);
      if (decided === undefined) return undefined;
      return decided ? then.evaluate(vars, scene) : otherwise.evaluate(vars, scene);
    },
  };
};

const isWord = (type: Type): boolean => type.kind === 'text' || type.kind === 'choice';

const within = (node: ASTNode, c: Compiling): Typed => {
  const [itemNode, listNode] = node.args as [ASTNode, ASTNode];
  if (listNode.op !== 'list') throw new Mistake(listNode.start, 'type', '"in" needs a list such as [\'a\', \'b\']');
  const item = c.compile(itemNode);
  const tests = (listNode.args as ASTNode[]).map((node) =>
    compareValues('==', item, c.compile(node), { left: itemNode, right: node, start: node.start }),
  );
  return {
    type: YES_NO,
    evaluate: (vars, scene) => {
      if (item.evaluate(vars, scene) === undefined) return undefined;
      return tests.some((test) => test.evaluate(vars, scene) === true);
    },
  };
};
