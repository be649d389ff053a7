import type { ASTNode } from '@marcbachmann/cel-js';
import { compareValues, isWord } from './operators.ts';
import { sameType, TEXT, type Type, typeName, YES_NO } from './type.ts';
import { type Compiling, Mistake, operand, type Typed } from './typed.ts';

const mustBe = (typed: Typed, type: Type, node: ASTNode): void => {
  if (!sameType(typed.type, type))
    throw new Mistake(node.start, 'type', `this is ${typeName(typed.type)}, but ${typeName(type)} is needed`);
};

export const not = (typed: Typed, node: ASTNode): Typed => {
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
export const logic = (op: '&&' | '||', node: ASTNode, c: Compiling): Typed => {
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

export const conditional = (node: ASTNode, c: Compiling): Typed => {
  const [conditionNode, thenNode, elseNode] = node.args as [ASTNode, ASTNode, ASTNode];
  const condition = c.compile(conditionNode);
  mustBe(condition, YES_NO, conditionNode);
  const then = c.compile(thenNode);
  const otherwise = c.compile(elseNode);
  if (!sameType(then.type, otherwise.type) && !(isWord(then.type) && isWord(otherwise.type)))
    throw new Mistake(
      elseNode.start,
      'type',
      `one side is ${typeName(then.type)}, the other ${typeName(otherwise.type)}`,
    );
  return {
    // Words of two kinds are only text: an option of one side would be unknown to the other.
    type: sameType(then.type, otherwise.type) ? then.type : TEXT,
    evaluate: (vars, scene) => {
      const decided = condition.evaluate(vars, scene);
      if (decided === undefined) return undefined;
      return decided ? then.evaluate(vars, scene) : otherwise.evaluate(vars, scene);
    },
  };
};

export const within = (node: ASTNode, c: Compiling): Typed => {
  const [itemNode, listNode] = node.args as [ASTNode, ASTNode];
  if (listNode.op !== 'list') throw new Mistake(listNode.start, 'type', "\"in\" needs a list such as ['a', 'b']");
  const item = c.compile(itemNode);
  const tests = (listNode.args as ASTNode[]).map((node) => {
    const listed = c.compile(node);
    c.compare({ left: operand(item, itemNode), right: operand(listed, node) });
    return compareValues('==', item, listed, { left: itemNode, right: node, start: node.start });
  });
  return {
    type: YES_NO,
    evaluate: (vars, scene) => {
      if (item.evaluate(vars, scene) === undefined) return undefined;
      const found = tests.map((test) => test.evaluate(vars, scene));
      return found.includes(true) ? true : found.includes(undefined) ? undefined : false;
    },
  };
};
